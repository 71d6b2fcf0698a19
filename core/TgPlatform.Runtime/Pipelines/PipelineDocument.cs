using System.ComponentModel;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Logging;
using TgPlatform.Runtime.Retries;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>The keys of a pipeline file, as written. Plugin uses and hooks stay YAML here; their own readers go on.</summary>
internal sealed record PipelineDocument
{
    [Description("The pipeline's name, unique among your pipelines: its memory of what is done is kept under it."), Example("channel-archive")]
    public required PlainName Name { get; init; }

    [Description("Where items come from: a source plugin and its options."), Example("{ use: http, with: { urls: [\"https://example.com/a.zip\"] } }")]
    public required YamlNode Source { get; init; }

    [Description("Which items are kept: a C# expression over 'item'; all when not set."), Example("item.Size < 2.GB()")]
    public YamlNode? Filter { get; init; }

    [Description("The name under each sink's root: the inside of a C# interpolated string; the source's own name when not set."), Example("\"{item.Date:yyyy-MM}/{item.Name}\"")]
    public YamlNode? Path { get; init; }

    [Description("Which items go first, higher before lower: a C# expression that gives a whole number."), Example("'item.Kind == Photo ? 1 : 0'")]
    public YamlNode? Priority { get; init; }

    [Description("What an item costs its lane, for strategies that balance: a C# expression that gives a number; its bytes when not set."), Example("item.Duration ?? 1")]
    public YamlNode? Load { get; init; }

    [Description("Which lane fetches what: a strategy plugin, by name or with options, or a script that gives groups to lanes: { file: spread.csx }."), Example("media_group_aware")]
    public YamlNode? Strategy { get; init; }

    [Description("Where items go: one or more sink plugins with their options."), Example("[{ use: filesystem, with: { root: ./downloads } }]")]
    public required IReadOnlyList<YamlNode> Sinks { get; init; }

    [Description("Files with keys that count where this file has none of its own, first the most general; relative to this file's folder."), Example("[../common.yaml]")]
    public YamlNode? Defaults { get; init; }

    [Description("Sources, strategies and sinks by name, to be used with 'template: NAME'; what stands beside 'template' counts first."), Example("{ disk: { use: filesystem, with: { root: ./downloads } } }")]
    public YamlNode? Templates { get; init; }

    [Description("Workers, buffer, cores, time-outs.")]
    public EngineSettings Engine { get; init; } = new();

    [Description("Attempts and pauses.")]
    public RetrySettings Retry { get; init; } = new();

    [Description("Content that is found several times.")]
    public DedupeSettings Dedupe { get; init; } = new();

    [Description("What is proven of content.")]
    public IntegritySettings Integrity { get; init; } = new();

    [Description("What is logged, and how often.")]
    public LoggingSettings Logging { get; init; } = new();
}

/// <summary>The keys of a source or strategy.</summary>
internal sealed record UseDocument
{
    [Description("The plugin's name; 'tgp plugins list' shows all.")]
    public required string Use { get; init; }

    [Description("The plugin's options; 'tgp plugins describe NAME' shows them.")]
    public YamlNode? With { get; init; }

    [Description("A name from 'templates:' whose keys count where there are none here."), Example("disk")]
    public YamlNode? Template { get; init; }
}

/// <summary>The keys of a sink.</summary>
internal sealed record SinkDocument
{
    [Description("The plugin's name; 'tgp plugins list' shows all.")]
    public required string Use { get; init; }

    [Description("The plugin's options; 'tgp plugins describe NAME' shows them.")]
    public YamlNode? With { get; init; }

    [Description("A name from 'templates:' whose keys count where there are none here."), Example("disk")]
    public YamlNode? Template { get; init; }

    [Description("The sink's name in messages and memory; the plugin's name when not set.")]
    public PlainName? Name { get; init; }

    [Description("Which items this sink takes: a C# expression over 'item'; all when not set."), Example("item.Kind == Video")]
    public YamlNode? When { get; init; }

    [Description("The name under this sink's root instead of the pipeline's 'path'."), Example("\"{item.Id}_{item.Name}\"")]
    public YamlNode? Path { get; init; }

    [Description("How records are batched; only for sinks that store records.")]
    public BatchSettings? Batch { get; init; }
}
