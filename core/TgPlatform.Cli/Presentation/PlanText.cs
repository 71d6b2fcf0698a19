using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Presentation;

/// <summary>A planned item as text or JSON.</summary>
internal static class PlanText
{
    /// <summary>The line above the items.</summary>
    public static string Head => Row("VERDICT", "SIZE", "LANE", "WHERE TO, OR WHY NOT");

    /// <summary>For people: a line per sink, or one that says why there is none.</summary>
    public static IEnumerable<string> Lines(PlannedItem planned)
    {
        var size = planned.Item.Size is { } bytes ? Units.Size(bytes) : "?";
        var reason = planned.Judgement.Reason;
        if (planned.Deliveries.Count == 0)
            return [Row(Word(planned), size, "-", $"{planned.Item.Name}: {reason}")];
        var note = $"{(reason is null || planned.Verdict == ItemFate.Dead ? "" : $" ({reason})")}{Kept(planned)}";
        return planned.Deliveries.Select(one => Row(Word(planned), size, planned.Lane ?? "-", $"{one.Sink}: {one.Name}{note}{(one.IsTaken ? " (taken already)" : "")}{(one.Problem is null ? "" : $"  PROBLEM: {one.Problem}")}"));
    }

    /// <summary>What is kept of an item from earlier runs, in brackets; empty when nothing is.</summary>
    public static string Kept(PlannedItem planned) => planned.Kept switch
    {
        null => "",
        { IsWhole: true } => " (whole already, only to be checked and committed)",
        { Bytes: var bytes } => $" (up to {Units.Size(bytes)} kept, not fetched again)",
    };

    /// <summary>For people who want problems only.</summary>
    public static IEnumerable<string> Problems(PlannedItem planned) =>
        planned.Verdict == ItemFate.Dead || planned.Deliveries.Any(static one => one.Problem is not null) ? Lines(planned) : [];

    /// <summary>For programs: one object on one line.</summary>
    public static IEnumerable<string> Json(PlannedItem planned) => [JsonParts.Line(writer => Write(writer, planned))];

    /// <summary>Writes what was planned.</summary>
    public static void Write(Utf8JsonWriter writer, PlannedItem planned)
    {
        JsonParts.Write(writer, planned.Item);
        writer.WriteString("group", planned.Group);
        writer.WriteString("verdict", OptionNames.Of(planned.Verdict.ToString()));
        writer.WriteBoolean("undecided", planned.Judgement.IsUndecided);
        writer.WriteString("reason", planned.Judgement.Reason);
        writer.WriteStartArray("rejected_by");
        foreach (var clause in planned.Judgement.RejectedBy)
        {
            writer.WriteStartObject();
            writer.WriteString("hook", clause.Hook);
            writer.WriteString("clause", clause.Text);
            writer.WriteString("file", clause.Location.File);
            writer.WriteNumber("line", clause.Location.Line);
            writer.WriteNumber("column", clause.Location.Column);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("lane", planned.Lane);
        writer.WriteNumber("kept_bytes", planned.Kept?.Bytes ?? 0);
        writer.WriteStartArray("deliveries");
        foreach (var one in planned.Deliveries)
        {
            writer.WriteStartObject();
            writer.WriteString("sink", one.Sink);
            writer.WriteString("name", one.Name);
            writer.WriteString("problem", one.Problem);
            writer.WriteBoolean("taken", one.IsTaken);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The verdict in a word.</summary>
    public static string Word(PlannedItem planned) => planned.Verdict != ItemFate.Pending ? OptionNames.Of(planned.Verdict.ToString()) : planned.Judgement.IsUndecided ? "fetch?" : "fetch";

    private static string Row(string verdict, string size, string lane, string rest) => $"{verdict,-8}  {size,10}  {lane,-16}  {rest}";
}
