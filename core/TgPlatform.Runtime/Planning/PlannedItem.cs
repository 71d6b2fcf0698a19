using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Planning;

/// <summary>What would happen to one item.</summary>
/// <param name="Item">The item as found.</param>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Verdict">Pending: it would be fetched; else how it would end at once.</param>
/// <param name="Reason">Why it would not be fetched, or null.</param>
/// <param name="Lane">The lane it would be fetched on, or null.</param>
/// <param name="Deliveries">Where it would go, a line per sink that wants it.</param>
public sealed record PlannedItem(
    Item Item, string Group, ItemFate Verdict, string? Reason, string? Lane, IReadOnlyList<PlannedDelivery> Deliveries);

/// <summary>Where an item would go in one sink.</summary>
/// <param name="Sink">The sink's name.</param>
/// <param name="Name">The final name, as far as it can be known beforehand.</param>
/// <param name="Problem">What would go wrong: a name that cannot be used, a name another item has; null when nothing.</param>
public sealed record PlannedDelivery(string Sink, string Name, string? Problem);
