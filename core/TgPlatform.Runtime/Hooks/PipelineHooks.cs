using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks;

/// <summary>Hooks loaded and ready: one delegate per hook, made once.</summary>
internal sealed class PipelineHooks : IPipelineHooks
{
    private readonly HookAssembly? _assembly;
    private readonly HookTrace? _trace;
    private readonly HookCounters _counters = new();
    private readonly LoadedHook<bool>? _filter;
    private readonly LoadedHook<string>? _path;
    private readonly LoadedHook<int>? _priority;
    private readonly LoadedHook<double>? _load;
    private readonly LoadedHook<bool>?[] _whens;
    private readonly LoadedHook<string>?[] _paths;
    private readonly Dictionary<string, LoadedHook<string>> _texts = new(StringComparer.Ordinal);

    /// <summary>Loads hooks.</summary>
    /// <param name="set">The hooks as written.</param>
    /// <param name="compiled">The hooks as compiled; null when there are none.</param>
    /// <param name="trace">Finds the places of their failures; disposed with them.</param>
    public PipelineHooks(HookSet set, CompiledHooks? compiled, HookTrace? trace)
    {
        var sinks = set.Hooks.Max(static hook => hook.Sink + 1) ?? 0;
        (_whens, _paths) = (new LoadedHook<bool>?[sinks], new LoadedHook<string>?[sinks]);
        if (compiled is null || trace is null)
            return;
        (_assembly, _trace) = (new(compiled), trace);
        FilterReadsSize = compiled.FilterReadsSize;
        for (var index = 0; index < set.Hooks.Count; index++)
        {
            var hook = set.Hooks[index];
            switch (hook)
            {
                case { Role: HookRole.Filter }: _filter = new(_assembly, trace, index, hook); break;
                case { Role: HookRole.Priority }: _priority = new(_assembly, trace, index, hook); break;
                case { Role: HookRole.Load }: _load = new(_assembly, trace, index, hook); break;
                case { Role: HookRole.Strategy }: Strategy = new ScriptStrategy(_assembly, trace, index, hook); break;
                case { Role: HookRole.Text }: _texts[hook.Path] = new(_assembly, trace, index, hook); break;
                case { Role: HookRole.When, Sink: { } sink }: _whens[sink] = new(_assembly, trace, index, hook); break;
                case { Role: HookRole.Path, Sink: { } sink }: _paths[sink] = new(_assembly, trace, index, hook); break;
                case { Role: HookRole.Path }: _path = new(_assembly, trace, index, hook); break;
            }
        }
    }

    public bool FilterReadsSize { get; }

    public IStrategy? Strategy { get; }

    public bool HasLoad => _load is not null;

    public bool Keeps(Item item) => _filter is null || _filter.Run(new(item, _counters));

    public bool Wants(int sink, Item item) => HookOf(_whens, sink) is not { } when || when.Run(new(item, _counters));

    public string NameFor(int sink, Item item) => (HookOf(_paths, sink) ?? _path)?.Run(new(item, _counters)) ?? item.Name;

    public int PriorityOf(Item item) => _priority?.Run(new(item, _counters)) ?? 0;

    public double? LoadOf(Item item) => _load?.Run(new(item, _counters));

    public string TextFor(string path, Item item) => _texts[path].Run(new(item, _counters));

    public void Dispose()
    {
        _trace?.Dispose();
        _assembly?.Dispose();
    }

    private static LoadedHook<T>? HookOf<T>(LoadedHook<T>?[] hooks, int sink) => (uint)sink < (uint)hooks.Length ? hooks[sink] : null;
}
