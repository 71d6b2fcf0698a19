namespace TgPlatform.Contracts;

/// <summary>
/// Items that belong together, such as an album; a lone item is a group of one. A source hands out groups whole, because only it can know
/// when one is complete; a strategy gives a whole group to one lane. In a group of several the runtime adds to each member the fields
/// <c>album_index</c>, its place from 1, and <c>album_count</c>, how many there are, where the source has not done so itself.
/// </summary>
public sealed record ItemGroup
{
    /// <summary>Makes a group.</summary>
    /// <param name="id">Identity of the group within the source, the same on every run.</param>
    /// <param name="items">At least one item, in the order in which they are to be delivered.</param>
    /// <exception cref="ArgumentException">There is no item.</exception>
    public ItemGroup(string id, IReadOnlyList<Item> items)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
            throw new ArgumentException("A group holds at least one item.", nameof(items));
        Id = id;
        Items = items;
    }

    /// <summary>Identity of the group within the source, the same on every run.</summary>
    public string Id { get; }

    /// <summary>The members, at least one, in order.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>
    /// The place right behind this group, for <see cref="ISource.DiscoverAsync"/> of a later run: everything up to and including this group
    /// has been handed out. Null when the source has no such place to offer here.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>A lone item is a group of one.</summary>
    /// <param name="item">The item.</param>
    public static implicit operator ItemGroup(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new(item.Id, [item]);
    }

    /// <summary>A lone item as a group of one.</summary>
    /// <param name="item">The item.</param>
    public static ItemGroup FromItem(Item item) => item;
}
