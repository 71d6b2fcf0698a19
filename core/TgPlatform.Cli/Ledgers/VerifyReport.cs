using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
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

    /// <summary>Counts one, and prints it unless it is whole.</summary>
    public void Add(Verification one)
    {
        _counts[(int)one.Verdict]++;
        if (one.Verdict != Verdict.Whole)
            terminal.Line(json ? Json(one) : $"{Word(one.Verdict),-8}  {one.Sink}: {one.Name}: {one.Detail}");
    }

    /// <summary>Prints the counts.</summary>
    /// <param name="unreadable">The sinks that were not verified.</param>
    /// <returns>The exit code.</returns>
    public int End(IReadOnlyList<string> unreadable)
    {
        if (json)
            terminal.Line(Json(unreadable));
        else
            Print(unreadable);
        return _counts.Sum() == Of(Verdict.Whole) ? ExitCodes.Success : ExitCodes.ItemsFailed;
    }

    private void Print(IReadOnlyList<string> unreadable)
    {
        foreach (var sink in unreadable)
            terminal.Problem($"{sink}: not verified: what this sink has taken cannot be read again");
        if (!quiet)
            terminal.Line(string.Join(", ", Enum.GetValues<Verdict>().Select(verdict => $"{Word(verdict)} {Units.Count(Of(verdict))}")));
    }

    private static string Json(Verification one) => JsonParts.Line(writer =>
    {
        writer.WriteString("sink", one.Sink);
        writer.WriteString("name", one.Name);
        writer.WriteString("item", one.ItemId);
        writer.WriteString("verdict", Word(one.Verdict));
        writer.WriteString("reason", one.Detail);
    });

    private string Json(IReadOnlyList<string> unreadable) => JsonParts.Line(writer =>
    {
        foreach (var verdict in Enum.GetValues<Verdict>())
            writer.WriteNumber(Word(verdict), Of(verdict));
        writer.WriteStartArray("not_verified");
        foreach (var sink in unreadable)
            writer.WriteStringValue(sink);
        writer.WriteEndArray();
    });

    private int Of(Verdict verdict) => _counts[(int)verdict];

    private static string Word(Verdict verdict) => OptionNames.Of(verdict.ToString());
}
