using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Decides by filter and <c>when</c> what an item's way is: which sinks want it. What depends on a size that only opening tells is decided
/// again then.
/// </summary>
internal sealed class Admission(RunParts parts)
{
    /// <summary>Makes the work of an item that was found.</summary>
    /// <param name="item">The item.</param>
    /// <param name="group">The group it belongs to.</param>
    /// <param name="earlier">What an earlier run left of it, or null.</param>
    /// <returns>The work, or null when the filter keeps it out or no sink wants it.</returns>
    /// <exception cref="Hooks.HookException">A hook failed on the item.</exception>
    public Work? Decide(Item item, GroupWork group, PendingGroup? earlier)
    {
        var askAgain = item is { Size: null, HasContent: true };
        if (!(askAgain && parts.Hooks.FilterReadsSize) && !parts.Hooks.Keeps(item))
            return null;
        var sinks = new SinkProgress[parts.Sinks.Count];
        for (var index = 0; index < sinks.Length; index++)
        {
            var memory = earlier?.Deliveries.FirstOrDefault(one => one.ItemId == item.Id && one.Sink == parts.Sinks[index].Name);
            sinks[index] = new(index)
            {
                Memory = memory is { Ended: false } ? memory : null,
                Again = memory?.Replaces is { } given ? (memory.Name, given) : null,
                Attempts = AttemptsOf(item, parts.Sinks[index].Name, earlier),
                // What was begun was wanted: an earlier attempt has decided.
                Step = memory switch { { Ended: true } => SinkStep.Done, not null => SinkStep.Pending, _ => StepOf(parts.Sinks[index], item, undecided: askAgain) },
            };
        }

        var work = new Work(item, group, sinks)
        {
            AskFilterAgain = askAgain && parts.Hooks.FilterReadsSize,
            FetchAttempts = AttemptsOf(item, null, earlier),
            Load = parts.Hooks.LoadOf(item),
            LoadBytes = parts.Sizes.Of(item),
        };
        return Array.TrueForAll(sinks, static sink => sink.Step == SinkStep.NotWanted) ? null : work;
    }

    /// <summary>Takes over what opening revealed, and decides what had to wait for it.</summary>
    /// <returns>False when nobody wants the item any more.</returns>
    /// <exception cref="Hooks.HookException">A hook failed on the item.</exception>
    public bool DecideAgain(Work work, Content content)
    {
        var item = work.Item;
        if (content.Name is not null || content.Length is not null || content.Date is not null)
            item = work.Item = item with { Name = content.Name ?? item.Name, Size = content.Length ?? item.Size, Date = content.Date ?? item.Date };
        if (work.AskFilterAgain && !parts.Hooks.Keeps(item))
        {
            foreach (var sink in work.Sinks)
                sink.Step = SinkStep.NotWanted;
            return false;
        }

        work.AskFilterAgain = false;
        foreach (var sink in work.Sinks)
        {
            if (sink.Step == SinkStep.Undecided)
                sink.Step = StepOf(parts.Sinks[sink.Sink], item, undecided: false);
        }

        return Array.Exists(work.Sinks, static sink => sink.Step == SinkStep.Pending);
    }

    private static int AttemptsOf(Item item, string? sink, PendingGroup? earlier) =>
        earlier is { Attempts.Count: > 0 } ? earlier.Attempts.FirstOrDefault(one => one.ItemId == item.Id && one.Sink == sink).Count : 0;

    private SinkStep StepOf(SinkSlot slot, Item item, bool undecided)
    {
        if (slot.Sink is not null && !item.HasContent)
            return SinkStep.NotWanted;
        if (undecided)
            return SinkStep.Undecided;
        return parts.Hooks.Wants(slot.Index, item) ? SinkStep.Pending : SinkStep.NotWanted;
    }
}
