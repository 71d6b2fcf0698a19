using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins;

/// <summary>Takes what one plugin registers; <see cref="OfferRules"/> judges it afterwards.</summary>
internal sealed class PluginRegistry(string plugin) : IPluginRegistry
{
    private readonly List<Offer> _offers = [];

    /// <summary>Everything registered, in order.</summary>
    public IReadOnlyList<Offer> Offers => _offers;

    /// <inheritdoc/>
    public void AddSource<TOptions>(string name, string description, IReadOnlyList<FieldDefinition> fields, Func<TOptions, PluginContext, ISource> create)
        where TOptions : class =>
        _offers.Add(new SourceOffer(name, description, plugin, typeof(TOptions), fields, Guard(PluginRole.Source, name, create)));

    /// <inheritdoc/>
    public void AddSink<TOptions>(string name, string description, Func<TOptions, PluginContext, ISink> create)
        where TOptions : class =>
        _offers.Add(new SinkOffer(name, description, plugin, typeof(TOptions), Guard(PluginRole.Sink, name, create), null));

    /// <inheritdoc/>
    public void AddRecordSink<TOptions>(string name, string description, Func<TOptions, PluginContext, IRecordSink> create)
        where TOptions : class =>
        _offers.Add(new SinkOffer(name, description, plugin, typeof(TOptions), null, Guard(PluginRole.Sink, name, create)));

    /// <inheritdoc/>
    public void AddStrategy<TOptions>(string name, string description, Func<TOptions, PluginContext, IStrategy> create)
        where TOptions : class =>
        _offers.Add(new StrategyOffer(name, description, plugin, typeof(TOptions), Guard(PluginRole.Strategy, name, create)));

    /// <inheritdoc/>
    public void AddSandbox(string name, string description, Func<PluginContext, ISandbox> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var guarded = Guard<object, ISandbox>(PluginRole.Sandbox, name, (_, context) => create(context));
        _offers.Add(new SandboxOffer(name, description, plugin, context => guarded(context, context)));
    }

    /// <inheritdoc/>
    public void AddCommand<TOptions>(string name, string description, IReadOnlyList<string> examples, Func<TOptions, CommandContext, CancellationToken, Task> run)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(run);
        _offers.Add(new CommandOffer(name, description, plugin, typeof(TOptions), examples ?? [], (options, context, cancellationToken) => run((TOptions)options, context, cancellationToken)));
    }

    private Func<object, PluginContext, TPart> Guard<TOptions, TPart>(PluginRole role, string name, Func<TOptions, PluginContext, TPart> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var what = $"The plugin '{plugin}' could not make its {new OfferedName(role, name)}";
        return (options, context) =>
        {
            try
            {
                return create((TOptions)options, context) ?? throw new FailureException(FailureKind.Permanent, $"{what}: it gave nothing.");
            }
            catch (Exception thrown) when (thrown is not FailureException)
            {
                throw new FailureException(FailureKind.Permanent, $"{what}: {thrown.Message}", thrown);
            }
        };
    }
}
