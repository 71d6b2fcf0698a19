using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary><c>tgp status</c>: how a pipeline stands, also while it runs.</summary>
internal static class StatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions options)
    {
        var arguments = new LedgerArguments();
        var command = new ExampleCommand("status", "Shows how a pipeline stands: what was found, and what became of it. Works while it runs.",
            "tgp status pipelines/quickstart.yaml", "tgp status pipelines/quickstart.yaml --json");
        arguments.AddTo(command);
        command.SetAction(given =>
        {
            var place = arguments.Of(given);
            var (status, work) = place.Read(reader => (reader.Status(place.Pipeline), reader.Unfinished(place.Pipeline)));
            var board = LaneBoard.Read(place.Folder, place.Pipeline);
            if (given.GetValue(options.Json))
                JsonText.Print(host.Terminal, writer => Write(writer, status, work, board));
            else
                Print(host.Terminal, place.File, status, work, board, host.Time.GetLocalNow());
            return status.Counts.Dead > 0 ? ExitCodes.ItemsFailed : ExitCodes.Success;
        });
        return command;
    }

    private static void Print(Terminal terminal, string file, LedgerStatus status, UnfinishedWork work, LaneBoard? board, DateTimeOffset now)
    {
        var counts = status.Counts;
        terminal.Line($"{status.Pipeline}: {StateOf(status, work, now)}");
        terminal.Line(Summary.Accounting(counts));
        if (status.RunningProcess is null && UnfinishedText.Next(work, counts.Pending) is { } next)
            terminal.Line(next);
        foreach (var (sink, tally) in status.Sinks)
            terminal.Line($"{sink}: {Units.Items(tally.Items)}{(tally.Bytes > 0 ? $", {Units.Size(tally.Bytes)}" : "")} committed");
        foreach (var line in board is null ? [] : Lines(board, status, now))
            terminal.Line(line);
        foreach (var (lane, failures) in status.LaneFailures)
            terminal.Line($"lane {lane}: {Units.Counted(failures, "failed attempt")}");
        if (counts.Dead > 0)
            terminal.Line($"'tgp dead list {Advice.Argument(file)}' shows the dead letters and why.");
    }

    private static IEnumerable<string> Lines(LaneBoard board, LedgerStatus status, DateTimeOffset now)
    {
        var moment = status switch { { RunningProcess: not null } => "at", { StoppedCleanly: true } => "when the run ended,", _ => "as the run that was killed said last, at" };
        yield return $"lanes {moment} {Units.Clock(board.At, now)}:";
        foreach (var line in TextTable.Lines([.. board.Lanes.Select(lane => new[]
        {
            $"  {SafeText.Of(lane.Name)}", $"{Units.Size(lane.BytesFetched)} fetched", Units.Speed(lane.BytesPerSecond), $"{Units.Items(lane.QueuedItems)}, {Units.Size(lane.QueuedBytes)} to come",
            lane.Note is null ? "-" : SafeText.Of(lane.Note), SafeText.Of(ProgressLine.State(lane, now)),
        })]))
            yield return line;
    }

    private static string StateOf(LedgerStatus status, UnfinishedWork work, DateTimeOffset now) => status switch
    {
        { RunningProcess: { } process } => string.Create(CultureInfo.InvariantCulture, $"running (process {process}), {Units.Items(work.UnderWay)} under way{Waiting(status.Counts.Pending - work.UnderWay)}"),
        { StoppedCleanly: false } => $"not running; {UnfinishedText.Killed(work, now)}; the next one continues there",
        _ => "not running",
    };

    private static string Waiting(long items) => items > 0 ? $", {Units.Count(items)} waiting" : "";

    private static void Write(Utf8JsonWriter json, LedgerStatus status, UnfinishedWork work, LaneBoard? board)
    {
        json.WriteStartObject();
        json.WriteString("pipeline", status.Pipeline);
        if (status.RunningProcess is { } process)
            json.WriteNumber("running_process", process);
        json.WriteBoolean("stopped_cleanly", status.StoppedCleanly);
        JsonParts.Write(json, "counts", status.Counts);
        JsonParts.Write(json, work);
        json.WriteStartObject("sinks");
        foreach (var (sink, tally) in status.Sinks)
        {
            json.WriteStartObject(sink);
            json.WriteNumber("items", tally.Items);
            json.WriteNumber("bytes", tally.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("lanes");
        foreach (var lane in board?.Lanes ?? [])
            JsonParts.Write(json, lane);
        json.WriteEndArray();
        json.WriteStartObject("lane_failures");
        foreach (var (lane, failures) in status.LaneFailures)
            json.WriteNumber(lane, failures);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
