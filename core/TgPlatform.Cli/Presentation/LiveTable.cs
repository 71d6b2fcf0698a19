using Spectre.Console;
using Spectre.Console.Rendering;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Presentation;

/// <summary>A run as a table that is drawn again and again.</summary>
internal static class LiveTable
{
    private const int MostLanes = 12;

    /// <summary>The picture of one moment.</summary>
    public static IRenderable Of(RunSnapshot now, DateTimeOffset at)
    {
        var counts = now.Counts;
        var facts = new Grid().AddColumn(new() { NoWrap = true, Padding = new(0, 0, 2, 0) }).AddColumn();
        facts.AddRow(Plain(now.Pipeline), Plain($"{Units.Time(now.Elapsed)}, {now.RemainingText} left"));
        facts.AddRow(Plain("items"), Plain(
            $"{Units.Count(counts.Found - counts.Pending)} of {Units.Count(counts.Found)}{(now.IsDiscovering ? "+" : "")}: done {Units.Count(counts.Done)}, filtered {Units.Count(counts.Filtered)}, "
            + $"skipped {Units.Count(counts.Skipped)}, dead {Units.Count(counts.Dead)}, pending {Units.Count(counts.Pending)}"));
        facts.AddRow(Plain("bytes"), Plain($"{Units.Size(now.BytesFetched)} at {Units.Speed(now.BytesPerSecond)}, {Units.Size(now.BytesQueued)} queued{(now.BytesResumed > 0 ? $", {Units.Size(now.BytesResumed)} kept" : "")}"));
        facts.AddRow(Plain("buffer"), Plain($"{Bar(now.BytesInBuffer, now.ByteLimit)} {Units.Size(now.BytesInBuffer)} of {Units.Size(now.ByteLimit)}, {now.ItemsInBuffer} of {now.ItemLimit} items"));
        return new Rows(facts, Lanes(now, at));
    }

    private static Table Lanes(RunSnapshot now, DateTimeOffset at)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("lane", "fetched", "speed", "queued", "bytes", "state");
        foreach (var lane in now.Lanes.OrderByDescending(static lane => lane.QueuedBytes).Take(MostLanes))
            table.AddRow(Plain(lane.Name), Plain(Units.Size(lane.BytesFetched)), Plain(Units.Speed(lane.BytesPerSecond)), Plain(Units.Count(lane.QueuedItems)), Plain(Units.Size(lane.QueuedBytes)), Plain(State(lane, at)));
        if (now.Lanes.Count > MostLanes)
            table.AddRow($"and {now.Lanes.Count - MostLanes} more");
        return table;
    }

    private static string State(LaneState lane, DateTimeOffset at) => lane.Note is { } note ? $"{note}, {ProgressLine.State(lane, at)}" : ProgressLine.State(lane, at);

    private static string Bar(long filled, long limit)
    {
        const int Width = 20;
        var cells = limit <= 0 ? 0 : (int)Math.Clamp(Math.Round((double)filled / limit * Width), 0, Width);
        return new string('#', cells) + new string('.', Width - cells);
    }

    private static Text Plain(string text) => new(SafeText.Of(text)) { Overflow = Overflow.Ellipsis };
}
