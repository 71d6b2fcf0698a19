using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Strategies.Tests;

public sealed class MediaGroupAwareSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new MediaGroupAware(new(), context);
}

public sealed class FoundOrderSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new MediaGroupAware(new() { PreferLargeGroupsFirst = false }, context);
}

public sealed class FilesBalancedSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new LoadBalanced(new() { Metric = Metric.Files }, context);
}

public sealed class BytesBalancedSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new LoadBalanced(new() { Metric = Metric.Bytes }, context);
}

public sealed class TimeBalancedSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new LoadBalanced(new() { Metric = Metric.Time }, context);
}

public sealed class LoadBalancedSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new LoadBalanced(new() { Metric = Metric.Load }, context);
}

public sealed class RangeBasedSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new RangeBased();
}

public sealed class AutoSuite : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new Auto(new(), context);
}
