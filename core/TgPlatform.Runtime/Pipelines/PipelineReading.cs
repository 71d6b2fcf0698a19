using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>What reading a pipeline file gave.</summary>
public sealed class PipelineReading
{
    internal PipelineReading(PipelineDefinition? definition, DiagnosticBag diagnostics, IReadOnlyDictionary<string, TextMap> hookMaps) =>
        (Definition, Diagnostics, HookMaps) = (definition, diagnostics, hookMaps);

    /// <summary>The pipeline; null when there are errors.</summary>
    public PipelineDefinition? Definition { get; }

    /// <summary>Everything found, warnings included.</summary>
    public DiagnosticBag Diagnostics { get; }

    /// <summary>Where the characters of inline hooks stand, by the hook's path.</summary>
    internal IReadOnlyDictionary<string, TextMap> HookMaps { get; }
}
