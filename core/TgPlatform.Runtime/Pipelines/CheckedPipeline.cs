using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>A pipeline file after checking.</summary>
/// <param name="Definition">The pipeline; null when there are errors.</param>
/// <param name="Hooks">Its compiled hooks; null when there are errors. Whoever asked for the check disposes them.</param>
/// <param name="Diagnostics">Everything found, in the order of the file.</param>
public sealed record CheckedPipeline(PipelineDefinition? Definition, IPipelineHooks? Hooks, IReadOnlyList<Diagnostic> Diagnostics);
