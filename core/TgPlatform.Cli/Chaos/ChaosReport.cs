using System.Globalization;
using System.Text.Json;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Verifying;

namespace TgPlatform.Cli.Chaos;

/// <summary>Tells how a chaos goes, and what it has shown.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="json">For programs: an object a line, the last one with the verdict.</param>
/// <param name="quiet">Flaws and a broken verdict only.</param>
internal sealed class ChaosReport(Terminal terminal, bool json, bool quiet)
{
    /// <summary>The run to compare with has ended.</summary>
    public void Undisturbed(Reference reference) => Say(
        $"undisturbed: {Units.Items(reference.Outcome.Counts.Found)}, {Units.Count(reference.Contents.Count)} to be stored{(reference.Records.Count > 0 ? $", {Units.Counted(reference.Records.Count, "record")}" : "")}, {Units.Size(reference.BytesFetched)} fetched in {Units.Time(reference.Took)}",
        "undisturbed", writer =>
        {
            JsonParts.Write(writer, "counts", reference.Outcome.Counts);
            writer.WriteNumber("to_be_stored", reference.Contents.Count);
            writer.WriteNumber("records", reference.Records.Count);
            writer.WriteNumber("bytes_fetched", reference.BytesFetched);
            writer.WriteNumber("elapsed_seconds", Math.Round(reference.Took.TotalSeconds, 3));
        });

    /// <summary>The run to compare with waits for its source, and may do so for ever.</summary>
    public void Waits() => terminal.Problem(
        "chaos: everything found so far is done, and the undisturbed run waits for the source, which has not ended. A source that never ends has no outcome to compare with: if it is told to go on, stop this by Ctrl-C, "
        + "and switch that off for the trial, for instance by --set source.with.live=false (telegram) or --set source.with.watch=false (http)");

    /// <summary>A run was killed and what it left was looked at.</summary>
    /// <param name="number">Which kill it was.</param>
    /// <param name="moment">How long after the run's beginning it came.</param>
    /// <param name="fetched">What this run had fetched, as it reported last.</param>
    /// <param name="fetchedInRound">What all runs of the round had fetched.</param>
    /// <param name="flaws">What it left that is not as promised.</param>
    public void Killed(int number, TimeSpan moment, long fetched, long fetchedInRound, IReadOnlyList<Flaw> flaws)
    {
        Say(
            string.Create(CultureInfo.InvariantCulture, $"kill {number}: {moment.TotalSeconds:0.000} s after its beginning, {(fetched == 0 ? "before it had fetched anything" : $"when it had fetched {Units.Size(fetched)}")}"),
            "killed", writer =>
            {
                writer.WriteNumber("kill", number);
                writer.WriteNumber("after_seconds", Math.Round(moment.TotalSeconds, 3));
                writer.WriteNumber("bytes_fetched", fetchedInRound);
                writer.WriteNumber("bytes_fetched_by_this_run", fetched);
            });
        Tell(flaws);
    }

    /// <summary>A round has come to its end and was looked at.</summary>
    public void RoundEnded(ChaosTally tally, IReadOnlyList<Flaw> flaws)
    {
        Say($"round {tally.Rounds}: done, {Units.Counted(tally.Kills, "kill")} so far", "round_ended", writer =>
        {
            writer.WriteNumber("round", tally.Rounds);
            writer.WriteNumber("kills", tally.Kills);
        });
        Tell(flaws);
    }

    /// <summary>The verdict.</summary>
    /// <param name="tally">What happened.</param>
    /// <param name="plan">What was to happen.</param>
    /// <param name="blind">Sinks nothing can be said about.</param>
    /// <param name="stored">Sinks of what an undisturbed run stores, one for each content and record.</param>
    /// <param name="folder">Where everything is kept when something is broken.</param>
    public Verdict End(ChaosTally tally, ChaosPlan plan, IReadOnlyList<string> blind, IEnumerable<string> stored, string folder)
    {
        var lostTooMuch = tally.KeptPercent < plan.LeastKept;
        var isBroken = tally.Flaws.Count > 0 || lostTooMuch;
        var unproven = isBroken ? null : tally.WhyUnproven(plan, stored, blind);
        var verdict = isBroken ? Verdict.Broken : unproven is null ? Verdict.Sound : Verdict.Unproven;
        if (json)
        {
            terminal.Line(Json(tally, plan, blind, verdict, unproven));
            return verdict;
        }

        foreach (var sink in blind)
            terminal.Problem($"{sink}: not looked at: what this sink has taken cannot be read again");
        if (lostTooMuch)
            terminal.Problem($"kept      {Kept(tally)}, asked for were {Percent(plan.LeastKept)}");
        if (tally.Kills < plan.Kills && tally.Flaws.Count == 0)
            terminal.Problem($"{tally.Kills} of {plan.Kills} kills: all was done before, and the sinks are not in the workspace, so there was no second round");
        var early = tally.KillsBeforeBytes > 0 ? $" ({Units.Count(tally.KillsBeforeBytes)} of them before any byte was fetched)" : "";
        var after = $"after {Units.Counted(tally.Kills, "kill")}{early} in {Units.Counted(tally.Rounds, "round")}, {Kept(tally)} (seed {plan.Seed})";
        if (isBroken)
            terminal.Problem($"broken: {Units.Counted(tally.Flaws.Count, "flaw")} {after}. Everything is kept in {folder}");
        else if (unproven is not null)
            terminal.Problem($"nothing was proven: {unproven} (seed {plan.Seed})");
        else if (!quiet)
            terminal.Line($"sound: nothing missing, half, twice or foreign {after}");
        return verdict;
    }

    private void Tell(IReadOnlyList<Flaw> flaws)
    {
        foreach (var flaw in flaws)
        {
            if (json)
                terminal.Line(Json(flaw));
            else
                terminal.Problem($"{Word(flaw),-8}  {(flaw.Sink is { } sink ? $"{sink}: " : "")}{flaw.Detail}");
        }
    }

    private void Say(string line, string name, Action<Utf8JsonWriter> write)
    {
        if (json)
            terminal.Line(JsonParts.Line(writer => { writer.WriteString("event", name); write(writer); }));
        else if (!quiet)
            terminal.Line(line);
    }

    private static string Json(Flaw flaw) => JsonParts.Line(writer =>
    {
        writer.WriteString("event", "flaw");
        writer.WriteString("promise", Word(flaw));
        writer.WriteString("sink", flaw.Sink);
        writer.WriteString("detail", flaw.Detail);
    });

    private static string Json(ChaosTally tally, ChaosPlan plan, IReadOnlyList<string> blind, Verdict verdict, string? unproven) => JsonParts.Line(writer =>
    {
        writer.WriteString("event", "verdict");
        writer.WriteBoolean("sound", verdict == Verdict.Sound);
        if (unproven is not null)
            writer.WriteString("nothing_proven", unproven);
        writer.WriteNumber("seed", plan.Seed);
        writer.WriteNumber("kills", tally.Kills);
        writer.WriteNumber("kills_before_bytes", tally.KillsBeforeBytes);
        writer.WriteNumber("rounds", tally.Rounds);
        writer.WriteNumber("flaws", tally.Flaws.Count);
        if (tally.KeptPercent is { } kept)
            writer.WriteNumber("kept_percent", Math.Round(kept, 2));
        writer.WriteStartArray("not_looked_at");
        foreach (var sink in blind)
            writer.WriteStringValue(sink);
        writer.WriteEndArray();
    });

    private static string Kept(ChaosTally tally) => tally.KeptPercent is { } kept ? $"{Percent(kept)} of the bytes fetched before kills kept" : "nothing fetched before a kill";

    private static string Percent(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.##} %");

    private static string Word(Flaw flaw) => OptionNames.Of(flaw.Promise.ToString());
}
