using System.Runtime.ExceptionServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>The deliveries of one attempt: all get the same bytes of one read, each fails and commits for itself.</summary>
internal sealed class DeliverySet(RunParts parts, Settlement settlement, Work work, Content? content, CancellationToken abort) : IAsyncDisposable
{
    // So much more than ever before is progress, and no failure in a row.
    private const long ProgressBytes = 1024 * 1024;

    private readonly List<ActiveDelivery> _active = new(1);
    private readonly DeliveryProgress _progress = new(parts, work, content);
    private long _setAside;

    /// <summary>A write that was given up and may still use its block; null when there is none.</summary>
    public Task? Hung { get; private set; }

    public bool HasActive => _active.Exists(static active => !active.HasFailed);

    /// <summary>Takes over deliveries that continue an earlier attempt.</summary>
    public void Adopt(IReadOnlyList<ActiveDelivery> begun) => _active.AddRange(begun);

    /// <summary>Begins a delivery into every sink that wants the item and has none yet.</summary>
    public async Task BeginMissingAsync()
    {
        foreach (var (slot, progress) in parts.PendingSinks(work))
        {
            if (slot.Sink is null || _active.Exists(active => active.Slot == slot))
                continue;
            // What was left alone in this very attempt may be about to remove what a new delivery would write.
            if (progress.Late is null && slot.Admits(progress))
                await BeginAsync(slot, progress);
        }
    }

    /// <summary>
    /// Sets aside the memory that the deliveries cannot do without, for all of them at once: who waits for it has none, so nobody waits for him.
    /// Its time is nobody's fault, and counts against no limit of a write.
    /// </summary>
    public async ValueTask SetMemoryAsideAsync()
    {
        var bytes = parts.Memory is null ? 0 : _active.Where(static active => !active.HasFailed).Sum(static active => active.LeastBytes);
        if (bytes == 0)
            return;
        await parts.Memory!.SetAsideAsync(bytes, abort);
        _setAside = bytes;
    }

    /// <summary>Writes a block to every delivery that has not got it yet.</summary>
    /// <param name="bytes">The block.</param>
    /// <param name="at">Where it begins in the content.</param>
    /// <param name="crc64">CRC-64/NVME of the content up to its end.</param>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, long at, ulong crc64)
    {
        _progress.Sum(at + bytes.Length, crc64);
        if (_active is [{ HasFailed: false } only])
        {
            await WriteAsync(only, bytes, at);
            return;
        }

        // Several sinks write side by side: the slowest one sets the pace, not the sum.
        await Task.WhenAll(_active.Where(static active => !active.HasFailed).Select(active => WriteAsync(active, bytes, at)));
    }

    /// <summary>Fetching failed: what is safe is remembered, and the source pays for the attempt.</summary>
    public async Task InterruptAsync(Exception failure)
    {
        await EndUnfinishedAsync(keeps: failure is not ContentTooLongException);
        if (!abort.IsCancellationRequested)
            settlement.SourceFailed(work, "read", failure);
    }

    /// <summary>The content is not whole, or not what was declared.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="isShort">True when it only ended early: the bytes are good, and a later attempt continues behind them.</param>
    public async Task RefuseAsync(string reason, bool isShort)
    {
        await EndUnfinishedAsync(keeps: isShort);
        settlement.SourceFailed(work, "read", new FailureException(FailureKind.Transient, reason));
    }

    /// <summary>The content is proven: makes it visible, sink by sink. What an earlier attempt had proven, and was about to commit, had no twin then.</summary>
    public async Task CommitAsync(ContentSeal seal, bool wasSealed = false)
    {
        var digest = parts.Duplicates is null ? null : seal.Digests.FirstOrDefault(static one => one.Algorithm == DigestAlgorithm.Sha256);
        var isSealed = digest is null ? _progress.SealAsync(_active, seal, abort) : Task.CompletedTask;
        foreach (var active in _active.Where(static active => !active.HasFailed))
        {
            try
            {
                await isSealed;
                if (digest is null)
                    await CommitAsync(active, seal);
                else
                    await CommitOnceAsync(active, seal, digest, mayBeTwin: !wasSealed && active.Progress.Again is null);
            }
            catch (Exception failure) when (!abort.IsCancellationRequested)
            {
                await FailAsync(active, "commit", failure, seal);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var active in _active.Where(static active => !active.HasFailed))
        {
            if (active.Progress.Step != SinkStep.Done)
                _progress.RememberLast(active);
            await DisposeAsync(active);
        }

        // A write that hangs may still fill what was set aside.
        if (_setAside > 0)
            _ = (Hung ?? Task.CompletedTask).ContinueWith(_ => parts.Memory!.Free(_setAside), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task CommitAsync(ActiveDelivery active, ContentSeal seal)
    {
        if (active.NotSealed is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        var receipt = await parts.Calls.RunAsync(
            static (one, ending) => one.Delivery.CommitAsync(one.Seal, ending), (active.Delivery, Seal: seal), Limit.OfSink(parts.Settings, seal.Length), "the sink did not commit", abort);
        parts.Committed(work, active.Slot, active.Progress, receipt, seal);
    }

    private async Task CommitOnceAsync(ActiveDelivery active, ContentSeal seal, Digest digest, bool mayBeTwin)
    {
        using var turn = await parts.Duplicates!.TakeTurnAsync(digest, abort);
        if (!mayBeTwin || await parts.Duplicates.FindTwinAsync(active, work.Item, seal, digest, abort) is not { } twin)
        {
            await _progress.SealAsync([active], seal, abort);
            await CommitAsync(active, seal);
            return;
        }

        // Bytes that do not go are a failure like any other: nobody would ever look for them again.
        await parts.AbandonAsync(active, abort);
        (active.HasFailed, active.Progress.Memory, active.Progress.Step, work.LastReason) = (true, null, SinkStep.Skipped, $"the same content as '{twin}'");
        await DisposeAsync(active);
        parts.Ledger.EndDelivery(work.Item.Id, active.Slot.Name, null, null);
    }

    private ValueTask DisposeAsync(ActiveDelivery active) => parts.CloseAsync(active.Delivery, active.Slot.Name, active.Name);

    private async Task BeginAsync(SinkSlot slot, SinkProgress progress)
    {
        var step = "path";
        try
        {
            var name = progress.Again?.Wanted ?? parts.Hooks.NameFor(slot.Index, work.Item);
            step = "begin";
            var target = new Target { Item = work.Item, Name = name, Length = content!.Length, MediaType = content.MediaType, Replaces = progress.Again?.Given };
            if (await ActiveDelivery.BeginAsync(parts, slot, progress, target, abort) is { } begun)
            {
                _active.Add(begun);
                return;
            }

            progress.Step = SinkStep.Skipped;
            parts.Ledger.EndAtOnce(work.Item.Id, slot.Name, name, null, null);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            settlement.SinkFailed(work, slot, progress, step, failure);
        }
    }

    private async Task WriteAsync(ActiveDelivery active, ReadOnlyMemory<byte> bytes, long at)
    {
        // A delivery that holds more than another skips what it already has.
        var skip = active.Offset - at;
        if (skip >= bytes.Length)
            return;
        try
        {
            var rest = skip > 0 ? bytes[(int)skip..] : bytes;
            var writing = active.Delivery.WriteAsync(rest, abort);
            if (!writing.IsCompletedSuccessfully && !await EndsInTimeAsync(active, writing.AsTask()))
                return;
            parts.Counters.Written(rest.Length);
            _progress.Remember(active);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            await FailAsync(active, "write", failure);
        }
    }

    /// <summary>A write that takes too long is left alone: its block and its delivery stay its own until it ends, and nothing of it is kept.</summary>
    private async Task<bool> EndsInTimeAsync(ActiveDelivery active, Task writing)
    {
        try
        {
            await writing.WaitAsync(parts.Settings.WriteTimeout, parts.Time, abort);
            return true;
        }
        catch (TimeoutException) when (!writing.IsCompleted)
        {
            active.HasFailed = true;
            active.Progress.Memory = null;
            var ended = writing.ContinueWith(_ => DisposeAsync(active).AsTask(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
            Hung = Hung is null ? ended : Task.WhenAll(Hung, ended);
            settlement.SinkFailed(work, active.Slot, active.Progress, "write", new FailureException(
                FailureKind.Transient, $"the sink did not take a buffer in {parts.Settings.WriteTimeout.TotalSeconds:0.###} s (engine.write_timeout)"));
            return false;
        }
        catch (OperationCanceledException) when (!writing.IsCompleted)
        {
            Hung = Hung is null ? writing : Task.WhenAll(Hung, writing);
            throw;
        }
    }

    /// <summary>A sink failed in the middle; the others go on.</summary>
    /// <param name="seal">What it was to commit; null when it failed before.</param>
    public async Task FailAsync(ActiveDelivery active, string step, Exception failure, ContentSeal? seal = null)
    {
        active.HasFailed = true;
        if (failure is LateCallException call)
        {
            // In this order: a call that ends as soon as it is told finds its item given up, and removes what is left.
            settlement.SinkFailed(work, active.Slot, active.Progress, step, failure);
            Leave(active, call, seal).TellWhenGivenUp();
            return;
        }

        settlement.SinkFailed(work, active.Slot, active.Progress, step, failure);
        if (active.Progress.Step == SinkStep.Dead)
        {
            await AbandonAsync(active);
            return;
        }

        _progress.RememberLast(active);
        await DisposeAsync(active);
    }

    private async Task AbandonAsync(ActiveDelivery active)
    {
        active.HasFailed = true;
        active.Progress.Memory = null;
        try
        {
            await parts.AbandonAsync(active, abort);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            parts.Observer.On(new Notice(parts.Time.GetUtcNow(), $"{active.Slot.Name} could not remove what is left of '{active.Name}': {Retries.Failures.Reason(failure)}"));
            if (failure is LateCallException call)
            {
                Leave(active, call, seal: null);
                return;
            }
        }

        await DisposeAsync(active);
    }

    /// <summary>A call that takes too long keeps its delivery until it ends.</summary>
    private LateCall Leave(ActiveDelivery active, LateCallException call, ContentSeal? seal)
    {
        var late = active.Progress.Late = new(parts, work, active, call.Call, seal);
        Hung = Hung is null ? late.Ended : Task.WhenAll(Hung, late.Ended);
        return late;
    }

    private async Task EndUnfinishedAsync(bool keeps)
    {
        foreach (var active in _active.Where(static active => !active.HasFailed))
        {
            if (keeps)
                _progress.RememberLast(active);
            else
                await AbandonAsync(active);
        }

        NoteProgress();
    }

    /// <summary>An attempt that brought the item further than any before is no failure in a row: a huge file over a bad line gets as many as it needs.</summary>
    private void NoteProgress()
    {
        var safe = _active.Where(static active => !active.HasFailed).Select(static active => active.Remembered).DefaultIfEmpty().Max();
        if (safe < work.Furthest + ProgressBytes)
            return;
        (work.Furthest, work.FetchAttempts) = (safe, 0);
    }
}
