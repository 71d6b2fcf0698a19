using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;

namespace TgPlatform.Runtime.Hooks;

/// <summary>
/// An item as hooks see it. The fields that the source announces stand beside these members as properties with their own types:
/// <c>chat_title</c> reads as <c>item.ChatTitle</c>. What the source did not say is null, and comparing null with anything is false.
/// </summary>
public readonly struct HookItem
{
    private readonly Item _item;
    private readonly HookCounters _counters;

    internal HookItem(Item item, HookCounters counters) => (_item, _counters) = (item, counters);

    /// <summary>Identity within the source, the same on every run.</summary>
    public string Id => _item.Id;

    /// <summary>The file name the source proposes, extension included.</summary>
    public string Name => _item.Name;

    /// <summary>The proposed file name without its extension.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(_item.Name);

    /// <summary>The extension of the proposed file name in lower case with its dot, <c>.jpg</c>; empty when it has none.</summary>
    public string Extension => _item.Extension;

    /// <summary>What the item is: <c>item.Kind == Video</c>.</summary>
    public ItemKind Kind => _item.Kind;

    /// <summary>Bytes of the content; null while unknown, and then every comparison is false.</summary>
    public long? Size => _item.Size;

    /// <summary>When the item was published or last changed; null when unknown.</summary>
    public DateTimeOffset? Date => _item.Date;

    /// <summary>What changes when the content changes though the id stays; null when the source has no such thing.</summary>
    public string? Version => _item.Version;

    /// <summary>The only lane that may fetch this item; null when any may.</summary>
    public string? Lane => _item.Lane;

    /// <summary>False for an item that is only a record.</summary>
    public bool HasContent => _item.HasContent;

    /// <summary>The kind of row or message the item becomes in a record sink; null for the source's name.</summary>
    public string? RecordType => _item.RecordType;

    /// <summary>The album index: the item's place in its album or other group, from 1, the same in every run; null for an item that is alone.</summary>
    public long? AlbumIndex => _item[GroupPlaces.Index].Integer;

    /// <summary>How many items its album or other group has; null for an item that is alone.</summary>
    public long? AlbumCount => _item[GroupPlaces.Count].Integer;

    /// <summary>Any field by its name, also one the source did not announce: <c>item["customer"].Text == "ACME"</c>.</summary>
    /// <param name="field">The field's name; case does not matter.</param>
    public FieldValue this[string field] => _item[field];

    /// <summary>The number of this item in this run, from 1. Asked again, also by a retry, an item keeps its number.</summary>
    public long Counter() => _counters.NumberOf("", _item.Id);

    /// <summary>The number of this item among those counted under the same scope, from 1: <c>item.Counter(item.Chat)</c>.</summary>
    /// <param name="scope">What is counted apart, for instance a folder; null counts as "".</param>
    public long Counter(string? scope) => _counters.NumberOf(scope ?? "", _item.Id);
}
