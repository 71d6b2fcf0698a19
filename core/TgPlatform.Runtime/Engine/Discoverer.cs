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
    RunParts parts, Admission admission, WorkBoard board, Distributor distributor, Backoff backoff, Action<Work> admitted, Action<Work, ItemFate> ended)
{
    private long _sequence;

    /// <summary>Runs until the source has no more, or until stopped.</summary>
    /// <returns>Null, or why discovery could not go on.</returns>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        try
        {
            board.Refresh(parts.Source.Lanes);
            await foreach (var pending in parts.Ledger.ReadPendingAsync(stop))
                await PassOnAsync(Admit(pending.Group, pending.Deliveries, isKnown: true), stop);
            return await DiscoverAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
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
                    await PassOnAsync(Admit(group, [], isKnown: false), stop);
                    (cursor, failed) = (group.Cursor ?? cursor, 0);
                }

                parts.Observer.On(new DiscoveryEnded(parts.Time.GetUtcNow()));
                return null;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                var kind = Failures.KindOf(failure);
                if (kind is FailureKind.Permanent or FailureKind.Poison || (kind is FailureKind.Transient && failed >= backoff.Attempts))
                    return $"discovery failed: {Failures.Reason(failure)}";
                var pause = backoff.After(Math.Max(1, failed), Failures.RetryAfter(failure));
                parts.Observer.On(new Notice(parts.Time.GetUtcNow(), $"discovery waits {pause.TotalSeconds:0.#} s: {Failures.Reason(failure)}"));
                await Task.Delay(pause, parts.Time, stop);
            }
        }
    }

    private GroupWork Admit(ItemGroup group, IReadOnlyList<DeliveryMemory> deliveries, bool isKnown)
    {
        var work = new GroupWork(group, Interlocked.Increment(ref _sequence));
        var added = new List<Item>(group.Items.Count);
        var fates = new List<ItemFate>(group.Items.Count);
        foreach (var item in group.Items)
        {
            var known = isKnown ? null : parts.Ledger.Find(item.Id);
            if (known is { } before && !AnotherLook.IsWorth(before, item))
                continue;
            added.Add(item);
            fates.Add(Decide(item, work, deliveries, isKnown));
        }

        if (isKnown)
            return work;
        if (added.Count > 0)
            parts.Ledger.AddGroup(added.Count == group.Items.Count ? group : new(group.Id, added) { Cursor = group.Cursor }, fates);
        else if (group.Cursor is { } cursor)
            parts.Ledger.SaveCursor(cursor);
        if (added.Count > 0)
            parts.Observer.On(new GroupFound(parts.Time.GetUtcNow(), group, fates));
        foreach (var (item, fate) in added.Zip(fates).Where(static pair => pair.Second != ItemFate.Pending))
            EndAtOnce(item, work, fate);
        return work;
    }

    private ItemFate Decide(Item item, GroupWork group, IReadOnlyList<DeliveryMemory> deliveries, bool isKnown)
    {
        try
        {
            if (admission.Decide(item, group, deliveries) is not { } work)
            {
                if (isKnown)
                    EndKnown(item, group, ItemFate.Filtered);
                return ItemFate.Filtered;
            }

            work.Group.Members.Add(work);
            group.Priority = Math.Max(group.Priority, PriorityOf(item));
            group.BoundLane ??= item.Lane;
            return ItemFate.Pending;
        }
        catch (HookException failure)
        {
            var now = parts.Time.GetUtcNow();
            parts.Ledger.AddFailure(new(item.Id, null, "filter", failure.Kind, failure.Message, 1, now, null, null));
            parts.Observer.On(new AttemptFailed(now, item, null, "filter", failure.Kind, failure.Message, 1, null));
            if (isKnown)
                EndKnown(item, group, ItemFate.Dead);
            return ItemFate.Dead;
        }
    }

    private int PriorityOf(Item item) => parts.Hooks.PriorityOf(item) is not 0 and var priority
        ? priority
        : (int)Math.Clamp(item["priority"].Integer ?? 0, int.MinValue, int.MaxValue);

    private void EndKnown(Item item, GroupWork group, ItemFate fate)
    {
        parts.Ledger.EndItem(item.Id, fate);
        EndAtOnce(item, group, fate);
    }

    private void EndAtOnce(Item item, GroupWork group, ItemFate fate)
    {
        parts.Observer.On(new ItemEnded(parts.Time.GetUtcNow(), item, fate, null));
        ended(new(item, group, []), fate);
    }

    private ValueTask PassOnAsync(GroupWork group, CancellationToken stop)
    {
        if (group.Members.Count == 0)
            return ValueTask.CompletedTask;
        group.Members.ForEach(admitted);
        return distributor.AddAsync(group, stop);
    }
}
