using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins;

/// <summary>Something a plugin offers under a name.</summary>
/// <param name="Name">The name used in pipelines.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="OptionsType">The options record.</param>
public abstract record Offer(string Name, string Description, string Plugin, Type OptionsType);

/// <summary>A source on offer.</summary>
public sealed record SourceOffer(
    string Name, string Description, string Plugin, Type OptionsType, IReadOnlyList<FieldDefinition> Fields, Func<object, PluginContext, ISource> Create)
    : Offer(Name, Description, Plugin, OptionsType);

/// <summary>A sink or a record sink on offer; exactly one of the two factories is set.</summary>
public sealed record SinkOffer(
    string Name, string Description, string Plugin, Type OptionsType,
    Func<object, PluginContext, ISink>? Create, Func<object, PluginContext, IRecordSink>? CreateRecordSink)
    : Offer(Name, Description, Plugin, OptionsType);

/// <summary>A strategy on offer.</summary>
public sealed record StrategyOffer(string Name, string Description, string Plugin, Type OptionsType, Func<object, PluginContext, IStrategy> Create)
    : Offer(Name, Description, Plugin, OptionsType);

/// <summary>An emulated service on offer.</summary>
public sealed record SandboxOffer(string Name, string Description, string Plugin, Func<PluginContext, ISandbox> Create)
    : Offer(Name, Description, Plugin, typeof(object));

/// <summary>A command on offer.</summary>
public sealed record CommandOffer(
    string Name, string Description, string Plugin, Type OptionsType, IReadOnlyList<string> Examples, Func<object, CommandContext, CancellationToken, Task> Run)
    : Offer(Name, Description, Plugin, OptionsType);
