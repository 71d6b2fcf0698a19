using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Logging;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>One pipeline file, read, bound and checked: everything a run needs, and no YAML any more.</summary>
public sealed record PipelineDefinition
{
    /// <summary>The pipeline's name: unique in its folder, the ledger's key.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path of the file.</summary>
    public required string File { get; init; }

    /// <summary>
    /// Absolute path of the folder that keeps the ledger, and that relative paths of sinks start from: the file's own, unless the pipeline is
    /// tried elsewhere. What a source keeps, such as a login, stays with the file.
    /// </summary>
    public string Workspace
    {
        get => field ?? Path.GetDirectoryName(File)!;
        init;
    }

    /// <summary>Where items come from.</summary>
    public required SourceUse Source { get; init; }

    /// <summary>Where they go, at least one.</summary>
    public required IReadOnlyList<SinkUse> Sinks { get; init; }

    /// <summary>Who fetches what.</summary>
    public required StrategyUse Strategy { get; init; }

    /// <summary>The hooks as written; compiled before the run.</summary>
    public required HookSet Hooks { get; init; }

    /// <summary>Workers, buffer, cores.</summary>
    public EngineSettings Engine { get; init; } = new();

    /// <summary>Attempts and pauses.</summary>
    public RetrySettings Retry { get; init; } = new();

    /// <summary>Content that is found several times.</summary>
    public DedupeSettings Dedupe { get; init; } = new();

    /// <summary>Sums.</summary>
    public IntegritySettings Integrity { get; init; } = new();

    /// <summary>Levels, file, intervals.</summary>
    public LoggingSettings Logging { get; init; } = new();
}

/// <summary>A source with its bound options.</summary>
public sealed record SourceUse(SourceOffer Offer, object Options, SourceLocation Location);

/// <summary>A strategy with its bound options.</summary>
public sealed record StrategyUse(StrategyOffer Offer, object Options, SourceLocation Location);

/// <summary>A sink with its bound options.</summary>
/// <param name="Name">The sink's name in ledger and messages: its <c>name:</c>, or the plugin's name; unique in the pipeline.</param>
/// <param name="Offer">What makes it.</param>
/// <param name="Options">Its options record.</param>
/// <param name="Batch">How records are batched; only for record sinks.</param>
/// <param name="Location">Where it stands.</param>
public sealed record SinkUse(string Name, SinkOffer Offer, object Options, BatchSettings Batch, SourceLocation Location);
