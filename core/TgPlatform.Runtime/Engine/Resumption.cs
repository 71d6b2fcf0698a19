using System.Buffers;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Continues what an earlier attempt left: begins its deliveries again, and proves by reading that the kept bytes are the ones that were
/// written. Whatever cannot be proven is abandoned and begun anew.
/// </summary>
internal sealed class Resumption(RunParts parts, Settlement settlement)
{
    private const int ReadBytes = 1024 * 1024;

    /// <summary>Where to open the content for these deliveries: at the least any of them holds.</summary>
    public static ResumePoint PointOf(IReadOnlyList<ActiveDelivery> begun)
    {
        if (begun.Count == 0)
            return ResumePoint.Beginning;
        var least = begun.MinBy(static active => active.Offset)!;
        return least.Offset == 0 ? ResumePoint.Beginning : new(least.Offset, least.Progress.Memory!.Validator);
    }

    /// <summary>Finishes deliveries that were proven whole, and not yet committed when the last attempt ended: without asking the source.</summary>
    public async Task FinishSealedAsync(Work work, CancellationToken cancellationToken)
    {
        foreach (var (slot, progress) in parts.PendingSinks(work))
        {
            if (!IsFree(work, slot, progress) || slot.Sink is null || progress.Memory is not { IsSealed: true } memory || !slot.Admits(progress))
                continue;
            if (await TryBeginAsync(work, slot, progress, memory, cancellationToken) is not { } active)
                continue;
            await using var deliveries = new DeliverySet(parts, settlement, work, null, cancellationToken);
            deliveries.Adopt([active]);
            if (await TryAsync(work, slot, progress, "commit", () => SealOfAsync(active.Delivery, memory, cancellationToken), cancellationToken) is { } seal)
                await deliveries.CommitAsync(seal, wasSealed: true);
        }
    }

    /// <summary>
    /// Begins the deliveries that have something to continue. Only when every sink that is ready has, and all of them hold the same content:
    /// one that starts at 0 makes the whole content be read anyway.
    /// </summary>
    public async Task<List<ActiveDelivery>> BeginAsync(Work work, CancellationToken cancellationToken)
    {
        var begun = new List<ActiveDelivery>();
        foreach (var (slot, progress) in parts.PendingSinks(work))
        {
            if (slot.Sink is null || progress.Memory is not { State.Offset: > 0, Validator: not null, IsSealed: false } memory || !slot.Admits(progress))
                continue;
            if (await TryBeginAsync(work, slot, progress, memory, cancellationToken) is { } active)
                begun.Add(active);
        }

        if (begun.Count == 0)
            return begun;
        // A paused sink, and one that may not even want the item, has its turn later; it must not cost what this one holds.
        var starters = 0;
        foreach (var (slot, progress) in parts.PendingSinks(work))
            starters += slot.Sink is not null && progress.Step == SinkStep.Pending && slot.Admits(progress) ? 1 : 0;
        var least = begun.MinBy(static active => active.Offset)!.Progress.Memory!;
        if (begun.Count >= starters && begun.TrueForAll(active => active.Progress.Memory is { } kept && kept.Validator == least.Validator && kept.Length == least.Length))
            return begun;
        // Some sink starts at the beginning, or holds another version of the content: then everything begins anew.
        await AbandonAsync(work, begun, cancellationToken);
        return [];
    }

    /// <summary>Gives up what was begun, so that it is begun anew.</summary>
    public async ValueTask AbandonAsync(Work work, IReadOnlyList<ActiveDelivery> begun, CancellationToken cancellationToken)
    {
        foreach (var active in begun)
        {
            active.Progress.Memory = null;
            try
            {
                await parts.AbandonAsync(active, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                settlement.SinkFailed(work, active.Slot, active.Progress, "abandon", failure);
                if (failure is LateCallException late)
                {
                    active.Progress.Late = new(parts, work, active, late.Call, seal: null);
                    continue;
                }
            }

            await DisposeAsync(active);
        }
    }

    /// <summary>Whether nothing that an earlier attempt has left alone is under way; a commit that has succeeded since is taken for what it is.</summary>
    private bool IsFree(Work work, SinkSlot slot, SinkProgress progress)
    {
        if (progress.Late is not { } late)
            return true;
        if (!late.Ended.IsCompleted)
        {
            // As long again for each attempt: a disk that hangs for minutes costs attempts, not the item.
            settlement.SinkFailed(work, slot, progress, "commit", new FailureException(FailureKind.Transient, "the sink is still at work on what it has not ended in time") { RetryAfter = parts.Settings.WriteTimeout });
            late.TellWhenGivenUp();
            return false;
        }

        progress.Late = null;
        if (late.Committed is not { } committed)
            return true;
        parts.Committed(work, slot, progress, committed.Receipt, committed.Seal);
        return false;
    }

    /// <summary>Ends a delivery that will be continued or begun anew.</summary>
    public ValueTask DisposeAsync(ActiveDelivery active) => parts.CloseAsync(active.Delivery, active.Slot.Name, active.Name);

    /// <summary>What was sealed then: the usual sum is remembered, others are made again where the bytes can be read.</summary>
    private async Task<ContentSeal?> SealOfAsync(IDelivery delivery, Ledgers.DeliveryMemory memory, CancellationToken cancellationToken)
    {
        if (parts.Sums.Count == 0 || delivery is not IReadBack readable)
            return new(memory.State!.Offset, [Crc64Nvme.ToDigest(memory.Crc64)]);
        await using var written = await readable.OpenWrittenAsync(cancellationToken);
        return await ContentSum.OfAsync(written, parts.Sums, cancellationToken);
    }

    private Task<ActiveDelivery?> TryBeginAsync(Work work, SinkSlot slot, SinkProgress progress, Ledgers.DeliveryMemory memory, CancellationToken cancellationToken) =>
        TryAsync(work, slot, progress, "begin", () => BeginAsync(work, slot, progress, memory, cancellationToken), cancellationToken);

    /// <summary>Does a step with a sink; null when it fails, and the sink has been told to pay.</summary>
    private async Task<T?> TryAsync<T>(Work work, SinkSlot slot, SinkProgress progress, string step, Func<Task<T?>> act, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            settlement.SinkFailed(work, slot, progress, step, failure);
            return null;
        }
    }

    private async Task<ActiveDelivery?> BeginAsync(
        Work work, SinkSlot slot, SinkProgress progress, Ledgers.DeliveryMemory memory, CancellationToken cancellationToken)
    {
        var target = new Target { Item = work.Item, Name = memory.Name, Length = memory.Length, Earlier = memory.State, Replaces = memory.Replaces };
        if (await ActiveDelivery.BeginAsync(parts, slot, progress, target, cancellationToken) is not { } active)
            return null;
        try
        {
            if (active.Offset == memory.State!.Offset && await IsProvenAsync(active, memory.Crc64, cancellationToken))
                return active;
        }
        catch
        {
            // What could not be read now may be there all the same: the next attempt proves it.
            await DisposeAsync(active);
            throw;
        }

        await AbandonAsync(work, [active], cancellationToken);
        return null;
    }

    private static async Task<bool> IsProvenAsync(ActiveDelivery active, ulong expected, CancellationToken cancellationToken)
    {
        // Without the power to read back, the sink has proven the bytes itself when it began.
        if (active.Delivery is not IReadBack readable)
            return true;
        await using var written = await readable.OpenWrittenAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        var (crc, length) = (0UL, 0L);
        while (length < active.Offset && await written.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            var counted = (int)Math.Min(read, active.Offset - length);
            crc = Crc64Nvme.Append(crc, buffer.AsSpan(0, counted));
            length += counted;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return length == active.Offset && crc == expected;
    }
}
