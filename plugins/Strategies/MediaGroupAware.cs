using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Strategies;

/// <summary>
/// Albums whole, the largest first, each to the lane that will be done with it earliest: what is left for the end is small and evens out.
/// </summary>
internal sealed class MediaGroupAware(MediaGroupAwareOptions options, PluginContext context) : IStrategy
{
    public void Assign(Assignment assignment)
    {
        var balance = new Balance(assignment, Metric.Time, context.Time.GetUtcNow());
        var groups = Enumerable.Range(0, assignment.Groups.Count);
        if (options.PreferLargeGroupsFirst)
            groups = groups.OrderByDescending(group => assignment.Groups[group].Items.Count).ThenByDescending(group => balance.CostOf[group]);
        balance.Give(groups, options, context.Logger);
    }
}
