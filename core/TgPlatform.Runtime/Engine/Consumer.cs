using System.Buffers;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Takes transfers and brings them to their end: counts and hashes the bytes once, writes them to every sink, and commits only what is
/// proven whole.
/// </summary>
internal sealed class Consumer(RunParts parts, Settlement settlement)
{
    /// <summary>Writes one transfer and settles its part of the attempt. Never throws.</summary>
    public async Task ConsumeAsync(Transfer transfer, CancellationToken abort)
    {
        var work = transfer.Work;
        var deliveries = new DeliverySet(parts, settlement, work, transfer.Content, abort);
        try
        {
            if (transfer.Content is { } content)
                await MoveAsync(transfer, content, deliveries, abort);
            await AddRecordsAsync(work, abort);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            // Nothing above is expected to throw: the item pays, the worker goes on, and somebody is told.
            settlement.SourceFailed(work, "consume", failure);
            parts.Observer.On(new WorkerRestarted(parts.Time.GetUtcNow(), "consumer", Retries.Failures.Reason(failure)));
        }
        catch (OperationCanceledException)
        {
            // Stopped at once: what is safe was remembered, the item stays pending.
        }
        finally
        {
            try
            {
                transfer.CancelFetch();
                while (await transfer.NextAsync() is { } rest)
                    transfer.Release(rest);
                await deliveries.DisposeAsync();
            }
            finally
            {
                if (work.Release())
                    settlement.Settle(work, abort);
            }
        }
    }

    private async Task MoveAsync(Transfer transfer, Content content, DeliverySet deliveries, CancellationToken abort)
    {
        var start = transfer.Start;
        deliveries.Adopt(transfer.Begun);
        if (start == 0)
            await deliveries.BeginMissingAsync();
        await deliveries.SetMemoryAsideAsync();
        using var hasher = await BeginAsync(SumsOf(content), start, deliveries, transfer.Begun, abort);
        // What is kept could not be read again: its sink pays for the attempt, and the others keep what they have.
        if (hasher is null)
            return;
        while (deliveries.HasActive && await transfer.NextAsync() is { } block)
        {
            var before = deliveries.Hung;
            try
            {
                abort.ThrowIfCancellationRequested();
                await WriteAsync(block.Memory, hasher, deliveries);
            }
            finally
            {
                // A write that hangs still reads this block; those that hung before read another one.
                if (deliveries.Hung is { IsCompleted: false } hung && hung != before)
                    _ = hung.ContinueWith(_ => transfer.Release(block), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                else
                    transfer.Release(block);
            }
        }

        if (!deliveries.HasActive)
            return;
        if (transfer.FetchFailure is { } failure)
            await deliveries.InterruptAsync(failure);
        else if (Proof.WhyNotWhole(hasher.Seal(), content) is { } reason)
            await deliveries.RefuseAsync(reason, isShort: hasher.Length < content.Length);
        else
            await deliveries.CommitAsync(hasher.Seal());
        abort.ThrowIfCancellationRequested();
    }

    // Never across a whole MiB: a sink that is safe only up to such places, part by part, can then always be remembered with its sum.
    private static async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, ContentHasher hasher, DeliverySet deliveries)
    {
        while (bytes.Length > 0)
        {
            var at = hasher.Length;
            var piece = bytes[..(int)Math.Min(bytes.Length, CrcTrail.StepBytes - (at % CrcTrail.StepBytes))];
            hasher.Append(piece.Span);
            await deliveries.WriteAsync(piece, at, hasher.Crc64);
            bytes = bytes[piece.Length..];
        }
    }

    private static async Task<ContentHasher?> BeginAsync(
        DigestAlgorithm[] sums, long start, DeliverySet deliveries, IReadOnlyList<ActiveDelivery> begun, CancellationToken abort)
    {
        if (start == 0)
            return ContentHasher.Rent(sums);
        var kept = begun.First(active => active.Offset == start);
        if (sums.Length == 0 || kept.Delivery is not IReadBack readable)
        {
            var continued = ContentHasher.Rent();
            continued.TryContinue(start, kept.Progress.Memory!.Crc64);
            return continued;
        }

        // These sums are over the whole content: the kept part is read again for them.
        var hasher = ContentHasher.Rent(sums);
        try
        {
            await AppendAsync(hasher, readable, start, abort);
            return hasher;
        }
        catch (Exception failure)
        {
            hasher.Dispose();
            if (abort.IsCancellationRequested)
                throw;
            await deliveries.FailAsync(kept, "begin", failure);
            return null;
        }
    }

    private static async Task AppendAsync(ContentHasher hasher, IReadBack readable, long upTo, CancellationToken abort)
    {
        await using var written = await readable.OpenWrittenAsync(abort);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            while (hasher.Length < upTo && await written.ReadAsync(buffer, abort) is > 0 and var read)
                hasher.Append(buffer.AsSpan(0, (int)Math.Min(read, upTo - hasher.Length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (hasher.Length < upTo)
            throw new FailureException(FailureKind.Transient, $"only {hasher.Length} of the {upTo} bytes kept of it could be read again");
    }

    /// <summary>The sums wanted besides the usual one: what the source declares, and what is kept.</summary>
    private DigestAlgorithm[] SumsOf(Content content) => content.Digests.Count == 0 && parts.Sums.Count == 0
        ? []
        : [.. content.Digests.Select(static digest => digest.Algorithm), .. parts.Sums];

    private async Task AddRecordsAsync(Work work, CancellationToken abort)
    {
        foreach (var (slot, progress) in parts.PendingSinks(work))
        {
            if (slot.Records is null)
                continue;
            if (progress.Step == SinkStep.Undecided)
                progress.Step = parts.Hooks.Wants(slot.Index, work.Item) ? SinkStep.Pending : SinkStep.NotWanted;
            if (progress.Step != SinkStep.Pending || !slot.Admits(progress))
                continue;
            work.Hold();
            await slot.Records!.AddAsync(work.Item, failure => Written(work, slot, progress, failure, abort), abort);
        }
    }

    private void Written(Work work, SinkSlot slot, SinkProgress progress, Exception? failure, CancellationToken abort)
    {
        if (failure is null)
        {
            progress.Step = SinkStep.Done;
            slot.Works();
            parts.Ledger.EndRecord(work.Item.Id, slot.Name);
        }
        else if (!abort.IsCancellationRequested)
        {
            settlement.SinkFailed(work, slot, progress, "write", failure);
        }

        if (work.Release())
            settlement.Settle(work, abort);
    }
}
