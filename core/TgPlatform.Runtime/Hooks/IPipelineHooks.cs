using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks;

/// <summary>
/// The compiled hooks of a pipeline. Pure, quick, and callable from several threads. A missing hook gives the plain answer.
/// Every member throws <see cref="HookException"/> when the hook itself fails on an item.
/// </summary>
public interface IPipelineHooks : IDisposable
{
    /// <summary>True when the filter reads <see cref="Item.Size"/>: on an item of unknown size it is asked again once the size is known.</summary>
    bool FilterReadsSize { get; }

    /// <summary>The strategy when the pipeline brings its own as a script, else null.</summary>
    IStrategy? Strategy => null;

    /// <summary>True when the pipeline has a <c>load</c> of its own.</summary>
    bool HasLoad => false;

    /// <summary>Whether the pipeline keeps the item. True without filter.</summary>
    bool Keeps(Item item);

    /// <summary>Whether a sink wants the item. True without <c>when</c>.</summary>
    bool Wants(int sink, Item item);

    /// <summary>The wanted name under a sink's root; the sink's own <c>path</c>, else the pipeline's, else the item's name.</summary>
    string NameFor(int sink, Item item);

    /// <summary>Which items go first: higher before lower. 0 without <c>priority</c>.</summary>
    int PriorityOf(Item item);

    /// <summary>What an item costs its lane, or null without <c>load</c>.</summary>
    double? LoadOf(Item item);

    /// <summary>The value of an option that is made for each item.</summary>
    /// <param name="path">The option's place in the pipeline file, <c>sinks[1].with.tags.chat</c>.</param>
    /// <param name="item">The item.</param>
    string TextFor(string path, Item item) => throw new ArgumentException($"There is no hook at '{path}'.", nameof(path));
}
