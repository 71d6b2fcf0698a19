using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Reading;

/// <summary>Writes everything a ledger knows of a pipeline as JSON lines, one item a line. The locator stays out, as in logs.</summary>
public static class LedgerExport
{
    /// <summary>Writes the lines. While a run is on, each line is true for itself.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="output">Where to; not closed.</param>
    /// <returns>How many items.</returns>
    /// <exception cref="LedgerException">The ledger is damaged, or does not know the pipeline.</exception>
    public static long Write(LedgerReader reader, string pipeline, Stream output)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(output);
        var lines = 0L;
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        foreach (var (stored, deliveries, ends, attempts) in reader.Everything(pipeline))
        {
            json.WriteStartObject();
            WriteItem(json, stored);
            WriteAll(json, "deliveries", deliveries.Where(static delivery => !delivery.Ended), WriteDelivery);
            WriteAll(json, "receipts", ends, WriteEnd);
            WriteAll(json, "attempts", attempts, WriteAttempt);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            output.WriteByte((byte)'\n');
            lines++;
        }

        return lines;
    }

    private static void WriteItem(Utf8JsonWriter json, in StoredItem stored)
    {
        var item = stored.Item;
        json.WriteString("id", item.Id);
        json.WriteString("fate", Lower(stored.Row.Fate));
        if (stored.GroupId != item.Id)
            json.WriteString("group", stored.GroupId);
        json.WriteString("name", item.Name);
        json.WriteString("kind", Lower(item.Kind));
        if (item.Size is { } size)
            json.WriteNumber("size", size);
        if (item.Date is { } date)
            json.WriteString("date", date);
        WriteText(json, "version", item.Version);
        WriteText(json, "lane", item.Lane);
        WriteText(json, "record_type", item.RecordType);
        json.WriteStartObject("fields");
        foreach (var (name, value) in item.Fields)
            WriteField(json, name, value);
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, string name, FieldValue value)
    {
        switch (value.Type)
        {
            case FieldType.Integer:
                json.WriteNumber(name, value.Integer!.Value);
                break;
            case FieldType.Number when double.IsFinite(value.Number!.Value):
                json.WriteNumber(name, value.Number.Value);
                break;
            case FieldType.Boolean:
                json.WriteBoolean(name, value.Boolean!.Value);
                break;
            case FieldType.Time:
                json.WriteString(name, value.Time!.Value);
                break;
            case FieldType.TextList:
                json.WriteStartArray(name);
                foreach (var text in value.TextList!)
                    json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default:
                json.WriteString(name, value.ToString());
                break;
        }
    }

    private static void WriteDelivery(Utf8JsonWriter json, DeliveryMemory delivery)
    {
        json.WriteString("sink", delivery.Sink);
        json.WriteString("name", delivery.Name);
        if (delivery.State is { } state)
            json.WriteNumber("offset", state.Offset);
        if (delivery.Length is { } length)
            json.WriteNumber("length", length);
    }

    private static void WriteEnd(Utf8JsonWriter json, (string Sink, DeliveryEnd End) ended)
    {
        json.WriteString("sink", ended.Sink);
        json.WriteString("at", ended.End.At);
        WriteText(json, "name", ended.End.Receipt?.Name);
        WriteText(json, "version", ended.End.Receipt?.Version);
        if (ended.End.Seal is not { } seal)
            return;
        json.WriteNumber("length", seal.Length);
        foreach (var digest in seal.Digests)
            json.WriteString(Lower(digest.Algorithm), Convert.ToHexStringLower(digest.Bytes.Span));
    }

    private static void WriteAttempt(Utf8JsonWriter json, FailureNote attempt)
    {
        json.WriteNumber("attempt", attempt.Attempt);
        json.WriteString("at", attempt.At);
        json.WriteString("step", attempt.Step);
        json.WriteString("kind", Lower(attempt.Kind));
        json.WriteString("reason", attempt.Reason);
        WriteText(json, "sink", attempt.Sink);
        WriteText(json, "lane", attempt.Lane);
        if (attempt.NextTry is { } next)
            json.WriteString("next_try", next);
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
