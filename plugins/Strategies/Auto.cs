using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Strategies;

/// <summary>Chooses by the data of each window, and logs the reason whenever the choice changes.</summary>
internal sealed class Auto(AutoOptions options, PluginContext context) : IStrategy
{
    private readonly MediaGroupAware _mediaGroupAware = new(new() { MaxImbalance = options.MaxImbalance, Validate = options.Validate }, context);
    private readonly LoadBalanced _loadBalanced = new(new() { MaxImbalance = options.MaxImbalance, Validate = options.Validate }, context);
    private readonly RangeBased _rangeBased = new();
    private string? _said;

    public void Assign(Assignment assignment)
    {
        var (strategy, name, reason) = Choose(assignment);
        if (_said != name)
            context.Logger.LogInformation("Distributing by {Strategy}: {Reason}", name, reason);
        _said = name;
        strategy.Assign(assignment);
    }

    private (IStrategy Strategy, string Name, string Reason) Choose(Assignment assignment)
    {
        if (assignment.Groups.Any(static group => group.Items.Count > 1))
            return (_mediaGroupAware, "media_group_aware", "there are albums, which stay whole");
        if (AreAlike(assignment))
            return (_rangeBased, "range_based", "items and lanes are alike, so that ranges are balanced and neighbours stay together");
        return (_loadBalanced, "load_balanced", assignment.Limits is null ? "there are no albums, and items or lanes differ" : "there are no albums, and lanes see different items");
    }

    private static bool AreAlike(Assignment assignment)
        => assignment.Limits is null && assignment.Lanes.All(lane => WorkOf(lane) == WorkOf(assignment.Lanes[0]))
            && Enumerable.Range(0, assignment.Groups.Count).All(group => assignment.LoadOf(group).Equals(assignment.LoadOf(0)));

    private static (LaneCondition Condition, int Items, long Bytes, double Speed) WorkOf(LaneState lane) => (lane.Condition, lane.QueuedItems, lane.QueuedBytes, lane.BytesPerSecond);
}
