using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks.Compiling;

namespace TgPlatform.Runtime.Hooks;

/// <summary>
/// Says which part of a <c>filter</c> or <c>when</c> keeps an item out. The parts are compiled when the first item asks, so that a pipeline that
/// keeps everything pays nothing.
/// </summary>
/// <param name="hooks">The hooks, without mistakes.</param>
/// <param name="fields">The fields the pipeline's source announces.</param>
/// <param name="compiler">Compiles the parts.</param>
public sealed class HookClauses(HookSet hooks, IReadOnlyList<FieldDefinition> fields, HookCompiler compiler) : IDisposable
{
    private readonly List<(HookText Hook, HookClause Clause)> _clauses = [];
    private IPipelineHooks? _compiled;

    /// <summary>The part that is false for an item; a hook that cannot be taken apart is one part. Null when the hook is not there.</summary>
    /// <param name="item">An item the hook says no to.</param>
    /// <param name="sink">The sink whose <c>when</c> is asked; null for the filter.</param>
    /// <exception cref="HookException">The hook fails on the item.</exception>
    public HookClause? Rejecting(Item item, int? sink) => Of(item, sink).LastOrDefault(static one => one.Holds == false).Clause;

    /// <summary>Every part of a condition with its answer; parts behind the first that is false are not asked, as in the hook itself.</summary>
    /// <param name="item">The item.</param>
    /// <param name="sink">The sink whose <c>when</c> is asked; null for the filter.</param>
    /// <exception cref="HookException">The hook fails on the item.</exception>
    public IReadOnlyList<(HookClause Clause, bool? Holds)> Of(Item item, int? sink)
    {
        ArgumentNullException.ThrowIfNull(item);
        _compiled ??= Compile();
        var answers = new List<(HookClause, bool?)>();
        bool? holds = true;
        for (var index = 0; index < _clauses.Count; index++)
        {
            var (hook, clause) = _clauses[index];
            if (hook.Sink != sink)
                continue;
            holds = holds == true ? _compiled.Wants(index, item) : null;
            answers.Add((clause, holds));
        }

        return answers;
    }

    /// <inheritdoc/>
    public void Dispose() => _compiled?.Dispose();

    // Every part becomes the condition of a sink of its own.
    private IPipelineHooks Compile()
    {
        var texts = new List<HookText>();
        foreach (var hook in hooks.Hooks.Where(static one => one.Role is HookRole.Filter or HookRole.When))
        {
            var parts = hook.IsScript ? [] : Split(hook.Code);
            foreach (var (start, part, upToHere) in parts.Count > 1 ? parts : [(0, hook.IsScript ? Path.GetFileName(hook.Location.File) : hook.Code, hook.Code)])
            {
                var text = string.Join(' ', part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                _clauses.Add((hook, new(hook.Path, text, hook.PlaceOf(new HookFile(hook.Code, hook.Location), start))));
                texts.Add(hook with { Role = HookRole.When, Sink = texts.Count, Code = upToHere });
            }
        }

        var found = new DiagnosticBag();
        return compiler.Compile(new(texts), fields, found) ?? throw new InvalidOperationException($"Parts of checked hooks do not compile: {string.Concat(found.Sorted())}");
    }

    // Not inlined: the method that touches the compiler's types is the one that loads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IReadOnlyList<(int Start, string Part, string UpToHere)> Split(string code) => ClauseSplitter.Split(code);
}
