using BenchmarkDotNet.Attributes;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Benchmarks;

/// <summary>What a hook costs per item.</summary>
[MemoryDiagnoser]
public class HookBenchmarks
{
    /// <summary>The item all of them are asked about.</summary>
    internal static readonly Item Photo = new()
    {
        Id = "4711",
        Name = "evening.jpg",
        Kind = ItemKind.Photo,
        Size = 1_500_000,
        Date = new DateTimeOffset(2024, 5, 17, 12, 30, 0, TimeSpan.Zero),
        Fields = new([new("chat", "cats"), new("views", 12)]),
    };

    /// <summary>What its source announces.</summary>
    internal static readonly FieldDefinition[] Fields = [new("chat", FieldType.Text, "The chat.", "cats"), new("views", FieldType.Integer, "Views.", "12")];

    private IPipelineHooks? _hooks;

    /// <summary>One hook of each kind.</summary>
    /// <param name="number">Makes the text another one.</param>
    internal static HookSet FiveHooks(int number) => new(
    [
        Hook(HookRole.Filter, $"item.Size < {2_000_000 + number} && item.Extension is not \".exe\""),
        Hook(HookRole.Path, "{item.Chat}/{item.Date:yyyy-MM}/{item.Id}_{item.Name}"),
        Hook(HookRole.Priority, "item.Kind == Photo ? 5 : 0"),
        Hook(HookRole.Load, "(item.Size ?? 0) / 1.MB() + 1"),
        Hook(HookRole.When, "item.Kind == Photo && item.Views > 3", sink: 0),
    ]);

    [GlobalSetup]
    public void Compile()
    {
        var diagnostics = new DiagnosticBag();
        _hooks = new HookCompiler(null).Compile(FiveHooks(0), Fields, diagnostics) ?? throw new InvalidOperationException(string.Join('\n', diagnostics.Sorted()));
    }

    [GlobalCleanup]
    public void Dispose() => _hooks!.Dispose();

    [Benchmark]
    public bool Filter() => _hooks!.Keeps(Photo);

    [Benchmark]
    public bool When() => _hooks!.Wants(0, Photo);

    [Benchmark]
    public string Path() => _hooks!.NameFor(0, Photo);

    [Benchmark]
    public int Priority() => _hooks!.PriorityOf(Photo);

    [Benchmark]
    public double? Load() => _hooks!.LoadOf(Photo);

    private static HookText Hook(HookRole role, string code, int? sink = null)
    {
        var name = role.ToString().ToLowerInvariant();
        return new(role, sink, code, new("benchmark.yaml", (int)role + 1, 1), 0, false, name);
    }
}
