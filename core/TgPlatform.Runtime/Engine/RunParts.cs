using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>What every part of a run works with.</summary>
internal sealed record RunParts(
    ISource Source, IReadOnlyList<SinkSlot> Sinks, IPipelineHooks Hooks, ILedger Ledger, EngineSettings Settings, IRunObserver Observer,
    RunCounters Counters, TimeProvider Time)
{
    /// <summary>Guesses how large content of unknown size is.</summary>
    public SizeEstimates Sizes { get; } = new(Ledger.ReadSizes);

    /// <summary>Makes calls of sinks that may take so long and no longer.</summary>
    public SinkCalls Calls { get; } = new(Time);

    /// <summary>What sinks keep; null when none keeps anything beyond a write.</summary>
    public SinkMemory? Memory { get; init; }

    /// <summary>Finds content that is there already; null when it is stored again.</summary>
    public Duplicates? Duplicates { get; init; }

    /// <summary>Takes what is there as the items' own; null when it is left to the sinks.</summary>
    public Adoption? Adoption { get; init; }

    /// <summary>The sums kept of everything besides the usual one: those asked for, and what tells twins.</summary>
    public IReadOnlyList<DigestAlgorithm> Sums { get; init; } = [];

    /// <summary>Closes what is decided about already: a plugin that cannot tidy up is worth a word, not the item.</summary>
    public async ValueTask CloseAsync(IAsyncDisposable part, string whose, string itemName)
    {
        try
        {
            await part.DisposeAsync();
        }
        catch (Exception failure)
        {
            Observer.On(new Notice(Time.GetUtcNow(), $"{whose} could not tidy up after '{itemName}': {Retries.Failures.Reason(failure)}"));
        }
    }

    /// <summary>A sink has an item's content.</summary>
    public void Committed(Work work, SinkSlot slot, SinkProgress progress, Receipt receipt, ContentSeal seal)
    {
        progress.Step = SinkStep.Done;
        slot.Works();
        Ledger.EndDelivery(work.Item.Id, slot.Name, receipt, seal);
        Observer.On(new ItemCommitted(Time.GetUtcNow(), work.Item, slot.Name, receipt, seal.Length));
        Adoption?.Give(slot, receipt.Name);
    }

    /// <summary>Removes every trace of a delivery.</summary>
    public ValueTask AbandonAsync(ActiveDelivery active, CancellationToken abort) => Calls.RunAsync(
        static (delivery, ending) => delivery.AbandonAsync(ending), active.Delivery, Limit.OfSink(Settings, 0), "the sink did not remove what is left of it", abort);

    /// <summary>The sinks an item is still to be delivered to.</summary>
    public PendingSinks PendingSinks(Work work) => new(Sinks, work.Sinks);

    /// <summary>Whether any sink takes an item now, be it as the one that sees whether a paused sink works again.</summary>
    public bool AnyAdmits(Work work)
    {
        var isPending = false;
        foreach (var (slot, progress) in PendingSinks(work))
        {
            if (slot.Admits(progress))
                return true;
            isPending = true;
        }

        return !isPending;
    }

    /// <summary>How long until an item all of whose sinks are paused may be tried again; null when at least one takes it.</summary>
    public TimeSpan? PausedFor(Work work)
    {
        TimeSpan? soonest = null;
        foreach (var (slot, _) in PendingSinks(work))
        {
            if (slot.PausedFor is not { } left)
                return null;
            soonest = soonest is null || left < soonest ? left : soonest;
        }

        return soonest;
    }

    /// <summary>How long until claiming makes sense again, because every sink is paused; null when one of them is ready.</summary>
    public TimeSpan? AllPausedFor()
    {
        TimeSpan? soonest = null;
        for (var index = 0; index < Sinks.Count; index++)
        {
            if (Sinks[index].PausedFor is not { } left)
                return null;
            soonest = soonest is null || left < soonest ? left : soonest;
        }

        return soonest;
    }

    /// <summary>Whether any sink still wants the item's bytes rather than its fields.</summary>
    public bool NeedsContent(Work work)
    {
        foreach (var (slot, _) in PendingSinks(work))
        {
            if (slot.Sink is not null)
                return true;
        }

        return false;
    }
}
