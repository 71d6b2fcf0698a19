using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Strategies;

/// <summary>
/// The best balance by one metric: the costliest first, each to the lane that will be done with it earliest (Graham's LPT rule: at most 4/3
/// of the optimum on equal lanes).
/// </summary>
internal sealed class LoadBalanced(LoadBalancedOptions options, PluginContext context) : IStrategy
{
    public void Assign(Assignment assignment)
    {
        var balance = new Balance(assignment, options.Metric ?? (assignment.HasOwnLoad ? Metric.Load : Metric.Time), context.Time.GetUtcNow());
        balance.Give(Enumerable.Range(0, assignment.Groups.Count).OrderByDescending(group => balance.CostOf[group]), options, context.Logger);
    }
}
