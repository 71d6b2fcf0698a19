using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Verifying;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Prints what is not as it was committed, as it is found, and what all comes to.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="json">For programs: an object a line, the last one with the counts.</param>
/// <param name="quiet">Without the counts when people read.</param>
internal sealed class VerifyReport(Terminal terminal, bool json, bool quiet)
{
    private readonly int[] _counts = new int[Enum.GetValues<Verdict>().Length];

    private readonly List<LostContent> _lost = [];

    /// <summary>The pipeline file as it was given, for advice.</summary>
    public required string File { get; init; }

    /// <summary>What is missing or altered.</summary>
    public IReadOnlyCollection<LostContent> Lost => _lost;

    /// <summary>Counts one, and prints it unless it is well.</summary>
    public void Add(Verification one)
    {
        _counts[(int)one.Verdict]++;
        if (one.Verdict is Verdict.Missing or Verdict.Altered)
            _lost.Add(new(one.ItemId!, one.Sink, one.Name));
        if (one.Verdict is not (Verdict.Whole or Verdict.Replaced or Verdict.Skipped or Verdict.Present))
            terminal.Line(json ? Json(one) : $"{Word(one.Verdict),-8}  {one.Sink}: {one.Name}: {one.Detail}");
    }

    /// <summary>Prints the counts.</summary>
    /// <param name="unreadable">The sinks that were not verified.</param>
    /// <param name="asked">How many contents the next run will fetch once more; null when nobody asked.</param>
    /// <param name="sinks">How many sinks the pipeline has.</param>
    /// <param name="pending">What no run has brought to its end yet, and so was not verified.</param>
    /// <returns>The exit code.</returns>
    public int End(IReadOnlyList<(string Sink, string Reason)> unreadable, int? asked, int sinks, PendingHint pending)
    {
        if (json)
            terminal.Line(Json(unreadable, asked, pending.Items));
        else
            Print(unreadable, asked, pending);
        if (unreadable.Count == sinks)
        {
            // Nothing bad was found because nothing was looked at: whoever asks by the exit code must not take it for well.
            terminal.Problem("tgp: nothing was verified: no sink of this pipeline can be read again");
            return ExitCodes.RunFailed;
        }

        return _counts.Sum() == Of(Verdict.Whole) + Of(Verdict.Replaced) + Of(Verdict.Skipped) + Of(Verdict.Present) ? ExitCodes.Success : ExitCodes.ItemsFailed;
    }

    private void Print(IReadOnlyList<(string Sink, string Reason)> unreadable, int? asked, PendingHint pending)
    {
        foreach (var (sink, reason) in unreadable)
            terminal.Problem($"{sink}: not verified: {reason}");
        if (quiet)
            return;
        var verdicts = Enum.GetValues<Verdict>().Where(verdict => verdict is not (Verdict.Replaced or Verdict.Skipped or Verdict.Present) || Of(verdict) > 0);
        terminal.Line(string.Join(", ", verdicts.Select(verdict => $"{InWords(verdict)} {Units.Count(Of(verdict))}")));
        if (asked is { } count)
            terminal.Line($"{Units.Items(count)} asked for once more; the next 'tgp run' fetches them, for the sinks that lost them, under their old names");
        else if (_lost.Count > 0)
            terminal.Line($"'tgp verify {Advice.Argument(File)} --refetch' asks once more for what is missing or altered; the next 'tgp run' then fetches it. Done stays done otherwise.");
        if (pending.Items > 0)
            terminal.Line($"{Units.Items(pending.Items)} pending, not verified{(pending.Why is { } why ? $" ({why})" : "")}; 'tgp run {Advice.Argument(File)}' continues");
    }

    private static string Json(Verification one) => JsonParts.Line(writer =>
    {
        writer.WriteString("sink", one.Sink);
        writer.WriteString("name", one.Name);
        writer.WriteString("item", one.ItemId);
        writer.WriteString("verdict", Word(one.Verdict));
        writer.WriteString("reason", one.Detail);
    });

    private string Json(IReadOnlyList<(string Sink, string Reason)> unreadable, int? asked, long pending) => JsonParts.Line(writer =>
    {
        foreach (var verdict in Enum.GetValues<Verdict>())
            writer.WriteNumber(Word(verdict), Of(verdict));
        writer.WriteStartArray("not_verified");
        foreach (var (sink, _) in unreadable)
            writer.WriteStringValue(sink);
        writer.WriteEndArray();
        writer.WriteNumber("pending", pending);
        if (asked is { } count)
            writer.WriteNumber("asked_for_again", count);
    });

    private int Of(Verdict verdict) => _counts[(int)verdict];

    private static string InWords(Verdict verdict) => verdict switch
    {
        Verdict.Skipped => "skipped, not verified",
        Verdict.Present => "records there by their keys, fields not compared",
        _ => Word(verdict),
    };

    private static string Word(Verdict verdict) => OptionNames.Of(verdict.ToString());
}
