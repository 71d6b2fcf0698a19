using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Planning;

/// <summary>What would happen to one item.</summary>
/// <param name="Item">The item as found.</param>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Judgement">Whether it would be fetched, and why not.</param>
/// <param name="Lane">The lane it would be fetched on, or null.</param>
/// <param name="Deliveries">Where it would go, a line per sink that wants it.</param>
public sealed record PlannedItem(Item Item, string Group, Judgement Judgement, string? Lane, IReadOnlyList<PlannedDelivery> Deliveries)
{
    /// <summary>Pending: it would be fetched; else how it would end at once.</summary>
    public ItemFate Verdict => Judgement.Verdict;

    /// <summary>What is kept of it from earlier runs and not fetched again; null when it would be fetched from its beginning.</summary>
    public KeptContent? Kept { get; init; }
}

/// <summary>Whether an item would be fetched.</summary>
/// <param name="Verdict">Pending: it would be fetched; else how it would end at once.</param>
/// <param name="Reason">Why it would not be fetched, or what is not known yet; null when there is nothing to say.</param>
public sealed record Judgement(ItemFate Verdict, string? Reason)
{
    /// <summary>The conditions that keep it out: of the filter, or of every sink that has one.</summary>
    public IReadOnlyList<HookClause> RejectedBy { get; init; } = [];

    /// <summary>Whether only opening the item decides, because its size is not known before.</summary>
    public bool IsUndecided { get; init; }
}

/// <summary>Where an item would go in one sink.</summary>
/// <param name="Sink">The sink's name.</param>
/// <param name="Name">The final name, as far as it can be known beforehand.</param>
/// <param name="Problem">What would go wrong: a name that cannot be used, a name another item has; null when nothing.</param>
public sealed record PlannedDelivery(string Sink, string Name, string? Problem)
{
    /// <summary>Whether the name cannot be used at all, so that the item would become a dead letter.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether something of that name is there already; false when nobody looked.</summary>
    public bool IsTaken { get; init; }

    /// <summary>Whether the sink's <c>when</c> decides only when the item is opened.</summary>
    public bool IsUndecided { get; init; }
}
