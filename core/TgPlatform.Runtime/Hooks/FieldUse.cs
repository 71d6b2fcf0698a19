using System.Runtime.CompilerServices;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks.Compiling;

namespace TgPlatform.Runtime.Hooks;

/// <summary>A field that a hook reads by its name, as <c>item["customer"]</c>.</summary>
/// <param name="Field">The name as written.</param>
/// <param name="Hook">The hook's place in the pipeline file, <c>sinks[1].when</c>.</param>
/// <param name="Location">Where it is read.</param>
public sealed record FieldUse(string Field, string Hook, SourceLocation Location)
{
    /// <summary>All in the hooks of a pipeline, in their order; names that are put together while the hook runs are not among them.</summary>
    /// <param name="hooks">The hooks, without mistakes.</param>
    public static IReadOnlyList<FieldUse> In(HookSet hooks)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        // Most pipelines read none, and need not wait until the compiler is loaded.
        return [.. hooks.Hooks.Where(static hook => hook.IsScript || hook.Code.Contains('[')).SelectMany(Find)];
    }

    // Not inlined: the method that touches the compiler's types is the one that loads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<FieldUse> Find(HookText hook) => IndexedFields.Of(hook);
}
