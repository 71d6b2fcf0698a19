using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>What reading a pipeline file gave.</summary>
public sealed class PipelineReading
{
    internal PipelineReading(DiagnosticBag diagnostics) => Diagnostics = diagnostics;

    /// <summary>The pipeline; null when there are errors.</summary>
    public PipelineDefinition? Definition { get; init; }

    /// <summary>Everything found, warnings included.</summary>
    public DiagnosticBag Diagnostics { get; }

    /// <summary>The hooks, also when there are errors elsewhere.</summary>
    internal HookSet Hooks { get; init; } = HookSet.None;

    /// <summary>Options that are made for each item.</summary>
    internal ItemTexts Texts { get; init; } = new();

    /// <summary>What the source's items may carry; null when the source is not known.</summary>
    internal IReadOnlyList<FieldDefinition>? SourceFields { get; init; }
}
