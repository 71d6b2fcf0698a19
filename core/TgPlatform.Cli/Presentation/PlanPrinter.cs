using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Presentation;

/// <summary>Prints planned items as they come, and what they come to.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="lines">The lines of an item.</param>
/// <param name="head">The line above all; null to print items only, without a sum.</param>
internal sealed class PlanPrinter(Terminal terminal, Func<PlannedItem, IEnumerable<string>> lines, string? head)
{
    private readonly Dictionary<ItemFate, int> _verdicts = [];
    private long _bytes;
    private int _unknownSizes;
    private int _problems;

    /// <summary>Prints one.</summary>
    public void Add(PlannedItem planned)
    {
        if (_verdicts.Count == 0 && head is not null)
            terminal.Line(head);
        _verdicts[planned.Verdict] = _verdicts.GetValueOrDefault(planned.Verdict) + 1;
        _problems += planned.Deliveries.Count(static one => one.Problem is not null);
        if (planned.Verdict == ItemFate.Pending)
            (_bytes, _unknownSizes) = (_bytes + (planned.Item.Size ?? 0), _unknownSizes + (planned.Item.Size is null ? 1 : 0));
        foreach (var line in lines(planned))
            terminal.Line(line);
    }

    /// <summary>Prints the sum.</summary>
    /// <returns>The exit code.</returns>
    public int End()
    {
        if (head is not null)
            terminal.Line($"would fetch {Of(ItemFate.Pending)} items, {Units.Size(_bytes)}{(_unknownSizes > 0 ? $" and {_unknownSizes} of unknown size" : "")}; "
                + $"filtered {Of(ItemFate.Filtered)}, skipped {Of(ItemFate.Skipped)}, dead {Of(ItemFate.Dead)}; {_problems} problems with names");
        return _problems == 0 && Of(ItemFate.Dead) == 0 ? ExitCodes.Success : ExitCodes.ItemsFailed;
    }

    private int Of(ItemFate fate) => _verdicts.GetValueOrDefault(fate);
}
