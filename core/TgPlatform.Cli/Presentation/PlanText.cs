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
        if (planned.Deliveries.Count == 0)
            return [Row(Word(planned.Verdict), size, "-", $"{planned.Item.Name}: {planned.Reason}")];
        var note = planned.Reason is null ? "" : $" ({planned.Reason})";
        return planned.Deliveries.Select(one => Row(Word(planned.Verdict), size, planned.Lane ?? "-", $"{one.Sink}: {one.Name}{note}{(one.Problem is null ? "" : $"  PROBLEM: {one.Problem}")}"));
    }

    /// <summary>For people who want problems only.</summary>
    public static IEnumerable<string> Problems(PlannedItem planned) =>
        planned.Verdict == ItemFate.Dead || planned.Deliveries.Any(static one => one.Problem is not null) ? Lines(planned) : [];

    /// <summary>For programs: one object on one line.</summary>
    public static IEnumerable<string> Json(PlannedItem planned)
    {
        yield return JsonParts.Line(writer =>
        {
            JsonParts.Write(writer, planned.Item);
            writer.WriteString("group", planned.Group);
            writer.WriteString("verdict", OptionNames.Of(planned.Verdict.ToString()));
            writer.WriteString("reason", planned.Reason);
            writer.WriteString("lane", planned.Lane);
            writer.WriteStartArray("deliveries");
            foreach (var one in planned.Deliveries)
            {
                writer.WriteStartObject();
                writer.WriteString("sink", one.Sink);
                writer.WriteString("name", one.Name);
                writer.WriteString("problem", one.Problem);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static string Word(ItemFate verdict) => verdict == ItemFate.Pending ? "fetch" : OptionNames.Of(verdict.ToString());

    private static string Row(string verdict, string size, string lane, string rest) => $"{verdict,-8}  {size,10}  {lane,-16}  {rest}";
}
