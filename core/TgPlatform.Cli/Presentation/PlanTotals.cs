using TgPlatform.Contracts;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Presentation;

/// <summary>What planned items come to: by verdict, and by lane.</summary>
internal sealed class PlanTotals
{
    private readonly Dictionary<ItemFate, int> _verdicts = [];
    private readonly SortedDictionary<string, Load> _lanes = new(StringComparer.Ordinal);
    private readonly Load _fetched = new();
    private int _undecided;
    private int _problems;
    private int _taken;
    private int _keptItems;
    private long _keptBytes;

    /// <summary>The exit code they lead to.</summary>
    public int ExitCode => _problems == 0 && Of(ItemFate.Dead) == 0 ? ExitCodes.Success : ExitCodes.ItemsFailed;

    /// <summary>Counts one.</summary>
    public void Add(PlannedItem planned)
    {
        _verdicts[planned.Verdict] = Of(planned.Verdict) + 1;
        _problems += planned.Deliveries.Count(static one => one.Problem is not null);
        _taken += planned.Deliveries.Count(static one => one.IsTaken);
        if (planned.Verdict != ItemFate.Pending)
            return;
        _undecided += planned.Judgement.IsUndecided ? 1 : 0;
        _fetched.Add(planned.Item);
        _keptItems += planned.Kept is null ? 0 : 1;
        _keptBytes += planned.Kept?.Bytes ?? 0;
        if (planned.Lane is null)
            return;
        if (!_lanes.TryGetValue(planned.Lane, out var lane))
            _lanes.Add(planned.Lane, lane = new());
        lane.Add(planned.Item);
    }

    /// <summary>The sums, for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"would fetch {_fetched}; filtered {Of(ItemFate.Filtered)}, skipped {Of(ItemFate.Skipped)}, dead {Of(ItemFate.Dead)}; {Units.Counted(_problems, "problem")} with names";
        if (_keptItems > 0)
            yield return $"of these, {Units.Items(_keptItems)} begun by earlier runs: up to {Units.Size(_keptBytes)} kept, and not fetched again";
        if (_undecided > 0)
            yield return $"{_undecided} of these are decided when they are opened: a condition asks for a size that is not known before";
        if (_taken > 0)
            yield return $"{Units.Counted(_taken, "name")} taken already: the sink's options say what then happens";
        foreach (var (name, load) in _lanes)
            yield return $"lane {name}: {load}";
    }

    private int Of(ItemFate fate) => _verdicts.GetValueOrDefault(fate);

    private sealed class Load
    {
        private int _items;
        private int _unknown;
        private long _bytes;

        public void Add(Item item)
        {
            _items++;
            _bytes += item.Size ?? 0;
            _unknown += item is { Size: null, HasContent: true } ? 1 : 0;
        }

        public override string ToString() => $"{Units.Items(_items)}, {Units.Size(_bytes)}{(_unknown > 0 ? $" and {_unknown} of unknown size" : "")}";
    }
}
