using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Reads a pipeline file and compiles its hooks: all mistakes of both at once, and what a run needs when there are none.</summary>
/// <param name="catalog">Finds plugins.</param>
/// <param name="compiler">Compiles hooks.</param>
public sealed class PipelineLinter(IPluginCatalog catalog, HookCompiler compiler)
{
    /// <summary>Checks a file.</summary>
    /// <param name="file">Its path, as the person gave it.</param>
    /// <param name="inputs">Variables and overrides.</param>
    public CheckedPipeline Check(string file, PipelineInputs inputs)
    {
        var reading = new PipelineReader(catalog).Read(file, inputs);
        var hooks = Compile(reading);
        if (hooks is not null)
            reading.Texts.Use(hooks);
        if (!reading.Diagnostics.HasErrors)
            return new(WithScript(reading.Definition, hooks), hooks, reading.Diagnostics.Sorted());
        hooks?.Dispose();
        return new(null, null, reading.Diagnostics.Sorted());
    }

    // A strategy that is a script exists only once the hooks are compiled.
    private static PipelineDefinition? WithScript(PipelineDefinition? read, IPipelineHooks? hooks) => hooks?.Strategy is { } script
        ? read! with { Strategy = read.Strategy with { Offer = read.Strategy.Offer with { Create = (_, _) => script } } }
        : read;

    private IPipelineHooks? Compile(PipelineReading reading)
    {
        var hooks = compiler.Compile(reading.Hooks, reading.SourceFields, reading.Diagnostics);
        foreach (var hook in reading.Hooks.Hooks.Where(static hook => hook.Role is HookRole.Filter or HookRole.When && hook.Code.Trim() == "false"))
            reading.Diagnostics.Warning(DiagnosticCodes.NothingPasses, hook.Location, hook.Path, hook.Sink is null ? "No item is ever kept. Remove the filter, or write a condition." : "No item ever reaches this sink. Remove the sink, or write a condition.");
        return hooks;
    }
}
