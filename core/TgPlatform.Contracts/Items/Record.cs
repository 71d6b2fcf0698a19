namespace TgPlatform.Contracts;

/// <summary>The fields of an item as data, for sinks that store rows or messages rather than files.</summary>
/// <param name="Type">The kind of row or message: <see cref="Item.RecordType"/>, or the source's name.</param>
/// <param name="Key">
/// The item's id. A record may arrive again after a crash or an edit: a sink that can, replaces the record of the same type and key.
/// </param>
/// <param name="Item">The item whose fields are to be stored.</param>
public sealed record Record(string Type, string Key, Item Item);
