using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks.Caching;
using TgPlatform.Runtime.Hooks.Compiling;

namespace TgPlatform.Runtime.Hooks;

/// <summary>
/// Makes hooks ready to run. Hooks that were compiled before come from the cache in some milliseconds, and the C# compiler is not even loaded.
/// </summary>
/// <param name="cacheFolder">Where compiled hooks are kept; null keeps nothing. What is taken from there brings no warnings.</param>
public sealed class HookCompiler(string? cacheFolder)
{
    private readonly HookCache? _cache = cacheFolder is null ? null : new(cacheFolder);

    /// <summary>Whether hooks that are kept are compiled all the same, because only compiling tells of warnings: for checks.</summary>
    public bool CompilesAnew { get; init; }

    /// <summary>Compiles and loads the hooks of a pipeline.</summary>
    /// <param name="hooks">The hooks as written.</param>
    /// <param name="fields">The fields the pipeline's source announces; null when the source is not known, and then hooks are only checked.</param>
    /// <param name="diagnostics">Takes every mistake in every hook.</param>
    /// <returns>The hooks, or null when there are errors.</returns>
    public IPipelineHooks? Compile(HookSet hooks, IReadOnlyList<FieldDefinition>? fields, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (hooks.Hooks.Count == 0)
            return new PipelineHooks(hooks, null, null);
        var sources = hooks.Hooks.Select(hook => HookSource.Read(hook, diagnostics)).ToList();
        if (fields is null)
        {
            CheckOnly(hooks, sources, diagnostics);
            return null;
        }

        var key = HookCacheKey.Of(sources, fields);
        if (!CompilesAnew && sources.TrueForAll(static source => source.IsWhole) && _cache?.Find(key) is { } known)
            return new PipelineHooks(hooks, known, new(() => CompileToTrace(sources, fields, key)));
        if (CompileAnew(hooks, sources, fields, key, diagnostics) is not { } compiled)
            return null;
        _cache?.Keep(key, compiled);
        return new PipelineHooks(hooks, compiled, new(() => CompileToTrace(sources, fields, key)));
    }

    // Not inlined: the method that touches the compiler's types is the one that loads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CompiledHooks? CompileAnew(HookSet hooks, IReadOnlyList<HookSource> sources, IReadOnlyList<FieldDefinition> fields, string key, DiagnosticBag diagnostics)
    {
        SharedNames.Report(hooks, sources, diagnostics);
        return HookCompilation.Compile(sources, fields, $"hooks.{key[..16]}", diagnostics);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CompiledHooks CompileToTrace(IReadOnlyList<HookSource> sources, IReadOnlyList<FieldDefinition> fields, string key) =>
        HookCompilation.Compile(sources, fields, $"trace.{key[..16]}", new DiagnosticBag(), optimizes: false) ?? throw new InvalidOperationException("Hooks that compile do not compile without optimisation.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckOnly(HookSet hooks, IReadOnlyList<HookSource> sources, DiagnosticBag diagnostics)
    {
        SharedNames.Report(hooks, sources, diagnostics);
        HookCompilation.Compile(sources, null, "hooks", diagnostics);
    }
}
