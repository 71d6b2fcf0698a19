using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Finds items: first those an earlier run left, then the source's. Filters them, asks the ledger what is known, remembers what is new, and
/// passes on what is to be fetched, never further ahead than the window.
/// </summary>
internal sealed class Discoverer(
    RunParts parts, Admission admission, WorkBoard board, Distributor distributor, Backoff backoff, Action<Work> admitted, Action<Work, ItemFate> ended,
    Action<Item, ItemFate> acknowledge, bool splitsGroups)
{
    private long _sequence;

    /// <summary>Runs until the source has no more, or until stopped.</summary>
    /// <returns>Null, or why discovery could not go on.</returns>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        try
        {
            if (await LearnLanesAsync(stop) is { } problem)
                return problem;
            await foreach (var pending in parts.Ledger.ReadPendingAsync(stop))
                await PassOnAsync(Admit(pending.Group, pending), stop);
            return await DiscoverAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (LedgerException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Items that this run has put down, and takes up again.</summary>
    public GroupWork TakeUp(PendingGroup left)
    {
        var group = Admit(left.Group, left);
        group.HasLeftWindow = true;
        group.Claimed = group.Members.Count;
        group.Members.ForEach(static work => work.WasLeft = true);
        return group;
    }

    private async Task<string?> DiscoverAsync(CancellationToken stop)
    {
        var cursor = parts.Ledger.Start.Cursor;
        for (var failed = 1; ; failed++)
        {
            try
            {
                await foreach (var group in parts.Source.DiscoverAsync(cursor, stop))
                {
                    board.Refresh(parts.Source.Lanes);
                    await PassOnAsync(Admit(GroupPlaces.Number(group), null), stop);
                    (cursor, failed) = (group.Cursor ?? cursor, 0);
                }

                parts.Observer.On(new DiscoveryEnded(parts.Time.GetUtcNow()));
                return null;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                if (await WaitAsync(failure, failed, stop) is { } problem)
                    return problem;
            }
        }
    }

    /// <summary>What an earlier run left needs lanes before the source has found anything.</summary>
    private async Task<string?> LearnLanesAsync(CancellationToken stop)
    {
        for (var failed = 1; ; failed++)
        {
            try
            {
                board.Refresh(parts.Source.Lanes);
                return null;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                if (await WaitAsync(failure, failed, stop) is { } problem)
                    return problem;
            }
        }
    }

    /// <summary>Waits until it is worth trying again; or says why it is not.</summary>
    private async Task<string?> WaitAsync(Exception failure, int failed, CancellationToken stop)
    {
        var kind = Failures.KindOf(failure);
        if (kind is FailureKind.Permanent or FailureKind.Poison || (kind is FailureKind.Transient && failed >= backoff.Attempts) || failure is LedgerException { CanBeCured: false })
            return $"discovery failed: {Failures.Reason(failure)}";
        var pause = backoff.After(Math.Max(1, failed), Failures.RetryAfter(failure));
        parts.Observer.On(new Notice(parts.Time.GetUtcNow(), $"discovery waits {pause.TotalSeconds:0.#} s: {Failures.Reason(failure)}"));
        await Task.Delay(pause, parts.Time, stop);
        return null;
    }

    private GroupWork Admit(ItemGroup group, PendingGroup? earlier)
    {
        var isKnown = earlier is not null;
        var work = new GroupWork(group, Interlocked.Increment(ref _sequence)) { KeepsOrder = parts.Settings.OrderedGroups };
        var added = new List<Item>(group.Items.Count);
        var fates = new List<ItemFate>(group.Items.Count);
        var failures = new List<(Item Item, FailureNote Note)>();
        foreach (var item in group.Items)
        {
            var known = isKnown ? null : parts.Ledger.Find(item.Id);
            if (known is { } before && !AnotherLook.IsWorth(before, item))
            {
                // A queue hands out again what was not acknowledged before a crash.
                if (before.Fate != ItemFate.Pending)
                    acknowledge(item, before.Fate);
                continue;
            }

            added.Add(item);
            fates.Add(Decide(item, work, earlier, failures));
        }

        if (!isKnown)
            Remember(group, added, fates);
        foreach (var (item, note) in failures)
        {
            // Only now: the ledger takes failures of items it knows.
            parts.Ledger.AddFailure(note);
            parts.Observer.On(new AttemptFailed(note.At, item, null, note.Step, note.Kind, note.Reason, note.Attempt, null));
        }

        foreach (var (item, fate) in added.Zip(fates).Where(static pair => pair.Second != ItemFate.Pending))
        {
            if (isKnown)
                parts.Ledger.EndItem(item.Id, fate);
            parts.Observer.On(new ItemEnded(parts.Time.GetUtcNow(), item, fate, failures.Find(one => one.Item == item).Note?.Reason));
            ended(new(item, work, []), fate);
        }

        return work;
    }

    private void Remember(ItemGroup group, List<Item> added, List<ItemFate> fates)
    {
        if (added.Count == 0)
        {
            if (group.Cursor is { } cursor)
                parts.Ledger.SaveCursor(cursor);
            return;
        }

        var remembered = added.Count == group.Items.Count ? group : new(group.Id, added) { Cursor = group.Cursor };
        parts.Ledger.AddGroup(remembered, fates);
        parts.Observer.On(new GroupFound(parts.Time.GetUtcNow(), remembered, fates));
    }

    private ItemFate Decide(Item item, GroupWork group, PendingGroup? earlier, List<(Item, FailureNote)> failures)
    {
        try
        {
            if (admission.Decide(item, group, earlier) is not { } work)
                return ItemFate.Filtered;
            var priority = PriorityOf(item);
            group.Members.Add(work);
            group.Priority = Math.Max(group.Priority, priority);
            group.BoundLane ??= item.Lane;
            return ItemFate.Pending;
        }
        catch (HookException failure)
        {
            failures.Add((item, new(item.Id, null, failure.Hook, failure.Kind, failure.Message, 1, parts.Time.GetUtcNow(), null, null)));
            return ItemFate.Dead;
        }
    }

    private int PriorityOf(Item item) => parts.Hooks.PriorityOf(item) is not 0 and var priority
        ? priority
        : (int)Math.Clamp(item["priority"].Integer ?? 0, int.MinValue, int.MaxValue);

    private async ValueTask PassOnAsync(GroupWork group, CancellationToken stop)
    {
        group.Members.ForEach(admitted);
        foreach (var part in splitsGroups && group.Members.Count > 1 ? Split(group) : group.Members.Count > 0 ? [group] : [])
            await distributor.AddAsync(part, stop);
    }

    private IEnumerable<GroupWork> Split(GroupWork group)
    {
        foreach (var work in group.Members.ToList())
        {
            work.Group = new(work.Item, Interlocked.Increment(ref _sequence)) { Priority = group.Priority, BoundLane = work.Item.Lane };
            work.Group.Members.Add(work);
            yield return work.Group;
        }
    }
}
