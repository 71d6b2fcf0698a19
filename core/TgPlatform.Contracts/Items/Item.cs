namespace TgPlatform.Contracts;

/// <summary>
/// One thing a source found: identity, fields, and usually content. An item costs nothing to hold: it carries no bytes and no
/// connection, and everything in it survives a restart through the ledger.
/// </summary>
public sealed record Item
{
    /// <summary>
    /// Identity within the source, 1 to 1,024 characters, the same on every run. Two items with one id are the same item; the ledger
    /// fetches it once.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>
    /// The file name the source proposes, without folders. It comes from outside and is not to be trusted: only a sink may turn it into a
    /// real name.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What the item is.</summary>
    public ItemKind Kind { get; init; }

    /// <summary>Length of the content in bytes, or null when the source cannot say before opening it. Never negative.</summary>
    public long? Size { get; init; }

    /// <summary>When the item was published or last changed, or null when unknown.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>
    /// False for an item that is only a record: it is given to record sinks and never opened.
    /// </summary>
    public bool HasContent { get; init; } = true;

    /// <summary>
    /// What changes when the content changes though the id stays: an ETag, a document id, an edit date. Null when the source has no such
    /// thing. A known item with another version is fetched anew.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>
    /// The only lane that may fetch this item, by <see cref="Lane.Name"/>; null when any lane may, so that the strategy decides.
    /// </summary>
    public string? Lane { get; init; }

    /// <summary>
    /// What the source needs to open the item, also in a later process: a URL, a peer and message id. Opaque to the runtime, never shown to
    /// hooks, never logged; it is kept in the ledger, so put no password here. Null when <see cref="Id"/> is enough.
    /// </summary>
    public string? Locator { get; init; }

    /// <summary>
    /// The kind of row or message this item becomes in a record sink, for instance <c>telegram.message</c>; records are batched per type.
    /// Null for the source's name.
    /// </summary>
    public string? RecordType { get; init; }

    /// <summary>Everything else the source knows: named, typed values for hooks and record sinks.</summary>
    public Fields Fields { get; init; } = Fields.Empty;

    /// <summary>The extension of <see cref="Name"/> in lower case with its dot, or an empty string.</summary>
    public string Extension => FileExtensions.Of(Name);

    /// <summary>The value of a field, or <see cref="FieldValue.None"/> when the item has no such field.</summary>
    /// <param name="field">The field's name; case does not matter.</param>
    public FieldValue this[string field] => Fields[field];
}
