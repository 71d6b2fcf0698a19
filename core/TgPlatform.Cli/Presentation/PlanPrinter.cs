using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Presentation;

/// <summary>Prints planned items as they come, and what they come to.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="lines">The lines of an item.</param>
/// <param name="head">The line above all; null to print items only, without a sum.</param>
internal sealed class PlanPrinter(Terminal terminal, Func<PlannedItem, IEnumerable<string>> lines, string? head)
{
    private readonly PlanTotals _totals = new();
    private bool _began;

    /// <summary>Prints one.</summary>
    public void Add(PlannedItem planned)
    {
        if (!_began && head is not null)
            terminal.Line(head);
        _began = true;
        _totals.Add(planned);
        foreach (var line in lines(planned))
            terminal.Line(line);
    }

    /// <summary>Prints the sum.</summary>
    /// <returns>The exit code.</returns>
    public int End()
    {
        foreach (var line in head is null ? [] : _totals.Lines())
            terminal.Line(line);
        return _totals.ExitCode;
    }
}
