using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Cli.Loads;

/// <summary>A pipeline's hooks over items that come again and again: asked about the original, and each round has a folder of its own.</summary>
internal sealed class RoundHooks(IPipelineHooks hooks) : IPipelineHooks
{
    /// <inheritdoc/>
    public bool FilterReadsSize => hooks.FilterReadsSize;

    /// <inheritdoc/>
    public bool Keeps(Item item) => hooks.Keeps(RoundItems.Original(item));

    /// <inheritdoc/>
    public bool Wants(int sink, Item item) => hooks.Wants(sink, RoundItems.Original(item));

    /// <inheritdoc/>
    public string NameFor(int sink, Item item) => $"{RoundItems.RoundOf(item)}/{hooks.NameFor(sink, RoundItems.Original(item))}";

    /// <inheritdoc/>
    public int PriorityOf(Item item) => hooks.PriorityOf(RoundItems.Original(item));

    /// <inheritdoc/>
    public double? LoadOf(Item item) => hooks.LoadOf(RoundItems.Original(item));

    /// <inheritdoc/>
    public string TextFor(string path, Item item) => hooks.TextFor(path, RoundItems.Original(item));

    /// <summary>Leaves the pipeline's hooks as they are: they belong to the caller.</summary>
    public void Dispose()
    {
    }
}
