using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Planning;

/// <summary>Decides as a run would whether an item is fetched, and for which sinks; says of what is kept out by which condition.</summary>
internal sealed class ItemJudge(PipelineDefinition pipeline, IPipelineHooks hooks, HookClauses clauses, Func<string, KnownItem?> find)
{
    // A run asks every condition again once the size is known, whether the condition reads it or not.
    private readonly bool[] _hasCondition = [.. Enumerable.Range(0, pipeline.Sinks.Count).Select(sink => pipeline.Hooks.Hooks.Any(hook => hook.Role == HookRole.When && hook.Sink == sink))];

    /// <summary>The verdict on an item.</summary>
    public Judgement Judge(Item item)
    {
        if (find(item.Id) is { Fate: not ItemFate.Pending } known && !AnotherLook.IsWorth(known, item))
            return known.Fate == ItemFate.Dead ? new(ItemFate.Dead, "a dead letter of an earlier run") : new(ItemFate.Skipped, "done by an earlier run");
        try
        {
            if (IsDecidedLater(item) && hooks.FilterReadsSize)
                return new(ItemFate.Pending, "its size is unknown: the filter decides when it is opened") { IsUndecided = true };
            if (!hooks.Keeps(item))
                return Rejected("filter", [clauses.Rejecting(item, null)]);
            var wants = Enumerable.Range(0, pipeline.Sinks.Count).Select(sink => Wants(sink, item)).ToList();
            if (wants.Contains(true))
                return new(ItemFate.Pending, null);
            return wants.Contains(null)
                ? new(ItemFate.Pending, "its size is unknown: 'when' decides when it is opened") { IsUndecided = true }
                : Rejected("no sink wants it", Enumerable.Range(0, pipeline.Sinks.Count).Where(sink => Takes(sink, item)).Select(sink => clauses.Rejecting(item, sink)));
        }
        catch (HookException failure)
        {
            return new(ItemFate.Dead, failure.Message);
        }
    }

    /// <summary>Whether a sink wants an item that passes the filter; null when only opening the item decides.</summary>
    /// <exception cref="HookException">The condition fails on the item.</exception>
    public bool? Wants(int sink, Item item)
    {
        if (!Takes(sink, item))
            return false;
        return IsDecidedLater(item) && _hasCondition[sink] ? null : hooks.Wants(sink, item);
    }

    private bool Takes(int sink, Item item) => pipeline.Sinks[sink].Offer.Create is null || item.HasContent;

    private static bool IsDecidedLater(Item item) => item is { Size: null, HasContent: true };

    private static Judgement Rejected(string reason, IEnumerable<HookClause?> clauses)
    {
        HookClause[] known = [.. clauses.OfType<HookClause>()];
        return new(ItemFate.Filtered, known switch { [] => reason, [{ Hook: "filter" } only] => only.ToString(), _ => $"{reason}: {string.Join("; ", known.AsEnumerable())}" }) { RejectedBy = known };
    }
}
