using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// The one place that decides what a failure means for an item and what becomes of the item after an attempt: done, tried again, or dead.
/// </summary>
internal sealed class Settlement(RunParts parts, Backoff backoff, Action<Work> tryAgain, Action<Work, ItemFate> ended, Action<string> giveUp)
{
    /// <summary>The source, or a hook, failed: no sink gets the item in this attempt.</summary>
    public void SourceFailed(Work work, string step, Exception failure)
    {
        var kind = Failures.KindOf(failure);
        var (lane, reason) = (work.Lane!, Failures.Reason(failure));
        if (kind is FailureKind.Transient)
            work.FetchAttempts++;
        var givenUp = IsFinal(kind, work.FetchAttempts);
        // Waits are not counted as attempts, but they grow: a lane that keeps refusing must not be hammered.
        var inARow = kind is FailureKind.Transient ? work.FetchAttempts : lane.CountWait();
        var wait = givenUp ? (TimeSpan?)null : backoff.After(inARow, Failures.RetryAfter(failure));
        if (wait is { } pause && Failures.ConcernsLane(failure) && lane.Lane.Condition.IsOpen)
            lane.Lane.Wait(parts.Time.GetUtcNow() + pause, reason);
        else if (kind is FailureKind.Blocked)
            lane.Block(reason, work);
        else if (kind is FailureKind.Transient)
            lane.Fails(reason, work);
        work.IsDead |= givenUp;
        Note(work, null, step, kind, failure, Math.Max(1, work.FetchAttempts), wait);
        // What waits for its lane alone waits no longer than it has to stay there.
        if (wait > parts.Settings.StayWithLane && !lane.IsReady(parts.Time.GetUtcNow()))
            work.NextTry = After(parts.Settings.StayWithLane);
    }

    /// <summary>One sink failed; the others go on.</summary>
    public void SinkFailed(Work work, SinkSlot slot, SinkProgress progress, string step, Exception failure)
    {
        var kind = Failures.KindOf(failure);
        TimeSpan? wait = null;
        if (kind is FailureKind.Transient)
        {
            progress.Attempts++;
            slot.Fails(work.Item.Id, Failures.Reason(failure), progress);
        }

        if (kind is FailureKind.Blocked)
            wait = slot.Pause(Failures.Reason(failure), progress);
        else if (IsFinal(kind, progress.Attempts))
            progress.Step = SinkStep.Dead;
        else // Behind those that wait for the sink, so that not one item pays for every probe.
            wait = (slot.PausedFor ?? TimeSpan.Zero) + backoff.After(kind is FailureKind.Transient ? progress.Attempts : slot.CountWait(), Failures.RetryAfter(failure));
        Note(work, slot.Name, step, kind, failure, Math.Max(1, progress.Attempts), wait);
    }

    /// <summary>An attempt is over, with every part of it.</summary>
    public void Settle(Work work, CancellationToken abort)
    {
        if (work.IsDead)
        {
            foreach (var (_, progress) in parts.PendingSinks(work))
                progress.Step = SinkStep.Dead;
        }

        if (!Array.Exists(work.Sinks, static sink => sink.Step is SinkStep.Pending or SinkStep.Undecided))
            ended(work, End(work));
        else if (abort.IsCancellationRequested)
            ended(work, ItemFate.Pending);
        else
            tryAgain(work);
    }

    private ItemFate End(Work work)
    {
        var fate = FateOf(work);
        if (!Remember(() => parts.Ledger.EndItem(work.Item.Id, fate)))
            return ItemFate.Pending;
        parts.Observer.On(new ItemEnded(parts.Time.GetUtcNow(), work.Item, fate, fate is ItemFate.Dead or ItemFate.Skipped ? work.LastReason : null));
        return fate;
    }

    /// <summary>Without its memory a run must not go on: it would do again, or forget, what it does now.</summary>
    private bool Remember(Action say)
    {
        try
        {
            say();
            return true;
        }
        catch (LedgerException failure)
        {
            giveUp(failure.Message);
            return false;
        }
    }

    private static ItemFate FateOf(Work work)
    {
        var fate = work.IsDead ? ItemFate.Dead : ItemFate.Filtered;
        foreach (var sink in work.Sinks)
        {
            var one = sink.Step switch
            {
                SinkStep.Dead => ItemFate.Dead,
                SinkStep.Done => ItemFate.Done,
                SinkStep.Skipped => ItemFate.Skipped,
                _ => ItemFate.Filtered,
            };
            // Dead outweighs done, done outweighs skipped, skipped outweighs filtered.
            if (Weight(one) > Weight(fate))
                fate = one;
        }

        return fate;

        static int Weight(ItemFate fate) => fate switch { ItemFate.Dead => 3, ItemFate.Done => 2, ItemFate.Skipped => 1, _ => 0 };
    }

    private bool IsFinal(FailureKind kind, int attempts) =>
        kind is FailureKind.Permanent or FailureKind.Poison || (kind is FailureKind.Transient && attempts >= backoff.Attempts);

    private void Note(Work work, string? sink, string step, FailureKind kind, Exception failure, int attempt, TimeSpan? wait)
    {
        var now = parts.Time.GetUtcNow();
        var reason = work.LastReason = Failures.Reason(failure);
        // A paused sink must not hold up the others: what waits for it alone waits until it is ready.
        if (wait is { } pause && !(kind is FailureKind.Blocked && sink is not null))
            work.NextTry = Math.Max(work.NextTry, After(pause));
        var next = now + wait;
        Remember(() => parts.Ledger.AddFailure(new FailureNote(work.Item.Id, sink, step, kind, reason, attempt, now, next, work.Lane?.Lane.Name)));
        parts.Observer.On(new AttemptFailed(now, work.Item, sink, step, kind, reason, attempt, next));
    }

    private long After(TimeSpan wait) => parts.Time.GetTimestamp() + (long)(wait.TotalSeconds * parts.Time.TimestampFrequency);
}
