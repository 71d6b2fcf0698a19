using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Runtime.Planning;

/// <summary>Gives windows of groups to lanes as a run would, remembering what each lane got before.</summary>
internal sealed class PlannedLoad(IStrategy strategy, IPipelineHooks hooks, Func<Item, long> sizeOf, Func<Item, Lane, bool>? mayFetch = null)
{
    private readonly Dictionary<string, (int Items, long Bytes)> _queued = [];

    /// <summary>The lane of each item that would be fetched.</summary>
    public IReadOnlyDictionary<string, string> Assign(IReadOnlyList<ItemGroup> window, IReadOnlyList<Lane> lanes, Func<Item, bool> fetches)
    {
        var given = new Dictionary<string, string>();
        var open = lanes.Where(static lane => lane.Condition.IsOpen).ToList();
        var groups = window.Select(group => group.Items.Where(fetches).ToList() is { Count: > 0 } items ? new ItemGroup(group.Id, items) : null).OfType<ItemGroup>().ToList();
        var free = new List<ItemGroup>();
        foreach (var group in strategy is ISplitsGroups ? groups.SelectMany(static group => group.Items).Select(ItemGroup.FromItem) : groups)
        {
            if (group.Items.Select(static item => item.Lane).FirstOrDefault(static lane => lane is not null) is { } bound)
                Give(group, bound);
            else
                free.Add(group);
        }

        if (free.Count == 0 || open.Count == 0)
            return given;
        var states = open.Select(lane => new LaneState(lane.Name, lane.Condition, Queued(lane.Name).Items, Queued(lane.Name).Bytes, 0)).ToList();
        var assignment = new Assignment(free, states, group => group.Items.Sum(item => hooks.LoadOf(item) ?? sizeOf(item)))
        {
            Bytes = [.. free.Select(group => (double)group.Items.Sum(sizeOf))],
            HasOwnLoad = hooks.HasLoad,
            Limits = mayFetch is null ? null : (group, lane) => May(free[group], open[lane]) || !open.Exists(other => May(free[group], other)),
        };
        strategy.Assign(assignment);
        for (var index = 0; index < free.Count; index++)
        {
            if (assignment.LaneOf(index) is { } lane)
                Give(free[index], open[lane].Name);
        }

        return given;

        bool May(ItemGroup group, Lane lane) => group.Items.All(item => mayFetch(item, lane));

        void Give(ItemGroup group, string lane)
        {
            foreach (var item in group.Items)
                given[item.Id] = lane;
            var (items, bytes) = Queued(lane);
            _queued[lane] = (items + group.Items.Count, bytes + group.Items.Sum(sizeOf));
        }
    }

    private (int Items, long Bytes) Queued(string lane) => _queued.GetValueOrDefault(lane);
}
