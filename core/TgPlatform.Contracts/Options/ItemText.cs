namespace TgPlatform.Contracts;

/// <summary>
/// An option whose value is made anew for each item. In a pipeline it is the inside of a C# interpolated string, as <c>path</c> is: compiled and
/// checked with the other hooks; a text without braces is the same for every item.
/// </summary>
public sealed class ItemText
{
    private readonly Func<Item, string>? _of;
    private readonly string _text;

    /// <summary>The same text for every item.</summary>
    /// <param name="text">The text.</param>
    public ItemText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>A text of its own for each item.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="of">Makes it; pure and quick, called from several threads.</param>
    public ItemText(string text, Func<Item, string> of)
        : this(text)
    {
        ArgumentNullException.ThrowIfNull(of);
        _of = of;
    }

    /// <summary>The text when it is the same for every item, so that it can be checked beforehand; else null.</summary>
    public string? Constant => _of is null ? _text : null;

    /// <summary>The text for an item. Missing values are empty; what comes from the item is hostile, as everything in it.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The text. When the user's code fails on the item, an exception says so: let it out, it makes the item a dead letter.</returns>
    public string Of(Item item) => _of is null ? _text : _of(item);

    /// <summary>The same text for every item.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ItemText(string text) => new(text);

    /// <summary>The text as the user wrote it.</summary>
    public override string ToString() => _text;
}
