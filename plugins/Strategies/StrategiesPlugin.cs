using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Strategies;

/// <summary>Offers the built-in strategies.</summary>
public sealed class StrategiesPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        registry.AddStrategy<MediaGroupAwareOptions>(
            "media_group_aware", "Keeps albums whole, gives large groups first, each to the lane that will be done with it earliest.",
            static (options, context) => new MediaGroupAware(options, context));
        registry.AddStrategy<LoadBalancedOptions>(
            "load_balanced", "Keeps albums whole and balances lanes by files, bytes, expected time, or the pipeline's own load.",
            static (options, context) => new LoadBalanced(options, context));
        registry.AddStrategy<RangeBasedOptions>(
            "range_based", "Gives each lane a range of neighbouring items of equal length; may split albums.", static (_, _) => new RangeBased());
        registry.AddStrategy<AutoOptions>(
            "auto", "Looks at each window of groups, chooses the strategy that fits it, and logs why.", static (options, context) => new Auto(options, context));
    }
}
