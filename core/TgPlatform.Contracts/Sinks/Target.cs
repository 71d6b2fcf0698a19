namespace TgPlatform.Contracts;

/// <summary>What is to be stored, and under which name.</summary>
public sealed record Target
{
    /// <summary>The item, with what opening its content has revealed.</summary>
    public required Item Item { get; init; }

    /// <summary>
    /// The wanted name under the sink's root, folders separated by <c>/</c>. Made from outside data and hostile: <c>..</c>, absolute paths,
    /// control characters and names of any length occur.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Length of the content in bytes, or null when only its end will tell.</summary>
    public long? Length { get; init; }

    /// <summary>Media type of the content, or null when unknown.</summary>
    public string? MediaType { get; init; }

    /// <summary>
    /// What an earlier attempt at this very content left in this sink, as its <see cref="IResumable.State"/> said last; null to begin anew,
    /// and then whatever an earlier attempt left under this target is worthless.
    /// </summary>
    public DeliveryState? Earlier { get; init; }

    /// <summary>
    /// The <see cref="Receipt.Name"/> under which this item was committed before, when somebody has asked for it once more: it is to be stored
    /// under just that name, and what is there now, missing or altered, is the item's own and may be replaced, whatever the sink does with
    /// other names that are taken. Null for all else. A sink that does not know it stores as always.
    /// </summary>
    public string? Replaces { get; init; }
}

/// <summary>How far a delivery is safe.</summary>
/// <param name="Offset">Bytes, counted from the beginning, that the sink holds even if this process is killed now. Never negative.</param>
/// <param name="Token">What the sink needs to find them again: an upload id, parts. Null when the target is enough.</param>
public sealed record DeliveryState(long Offset, string? Token);
