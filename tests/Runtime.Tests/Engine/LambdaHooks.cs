using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Hooks given as delegates; the plain answers where none is given.</summary>
internal sealed class LambdaHooks : IPipelineHooks
{
    public bool FilterReadsSize { get; init; }

    public Func<Item, bool> Keep { get; init; } = static _ => true;

    public Func<int, Item, bool> Want { get; init; } = static (_, _) => true;

    public Func<Item, int> Priority { get; init; } = static _ => 0;

    public Func<int, Item, string> Name { get; init; } = static (_, item) => item.Name;

    public bool Keeps(Item item) => Keep(item);

    public bool Wants(int sink, Item item) => Want(sink, item);

    public string NameFor(int sink, Item item) => Name(sink, item);

    public int PriorityOf(Item item) => Priority(item);

    public double? LoadOf(Item item) => null;

    public void Dispose()
    {
    }
}
