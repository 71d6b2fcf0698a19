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
    /// <summary>The sinks an item is still to be delivered to.</summary>
    public IEnumerable<(SinkSlot Slot, SinkProgress Progress)> PendingSinks(Work work)
    {
        foreach (var progress in work.Sinks)
        {
            if (progress.Step is SinkStep.Pending or SinkStep.Undecided)
                yield return (Sinks[progress.Sink], progress);
        }
    }

    /// <summary>When an item all of whose sinks are paused may be tried again; null when at least one takes it.</summary>
    public DateTimeOffset? PausedUntil(Work work)
    {
        DateTimeOffset? soonest = null;
        foreach (var (slot, _) in PendingSinks(work))
        {
            if (slot.PausedUntil is not { } until)
                return null;
            soonest = soonest is null || until < soonest ? until : soonest;
        }

        return soonest;
    }

    /// <summary>When claiming makes sense again, because every sink is paused until then; null when one of them is ready.</summary>
    public DateTimeOffset? AllPausedUntil()
    {
        DateTimeOffset? soonest = null;
        foreach (var slot in Sinks)
        {
            if (slot.PausedUntil is not { } until)
                return null;
            soonest = soonest is null || until < soonest ? until : soonest;
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
