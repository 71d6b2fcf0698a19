using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Has content copied by the store itself where source and sink are of one store. It happens before the item is opened: sinks that cannot copy
/// then get it by one read as always, and when there is none it is never opened.
/// </summary>
internal sealed class Copying
{
    // The bytes were not read here, so nobody may continue such a delivery by reading: to a source this validator is another content's.
    private const string ValidatorPrefix = "copy ";

    private readonly RunParts _parts;
    private readonly Settlement _settlement;
    private readonly ICopyable? _source;
    private readonly ICopies?[] _sinks;

    public Copying(RunParts parts, Settlement settlement)
    {
        (_parts, _settlement) = (parts, settlement);
        // What sums up the bytes, to keep the sum or to tell twins by it, has to see them.
        _source = parts.Sums.Count == 0 ? parts.Source as ICopyable : null;
        _sinks = [.. parts.Sinks.Select(CopiesTo)];
    }

    /// <summary>Copies an item to every sink that can have it that way.</summary>
    public async Task CopyAsync(Work work, CancellationToken abort)
    {
        if (_source is null || !work.Item.HasContent || work.AskFilterAgain || Array.TrueForAll(_sinks, static sink => sink is null))
            return;
        CopyOrigin? origin = null;
        foreach (var (slot, progress) in _parts.PendingSinks(work))
        {
            if (progress.Step != SinkStep.Pending || progress.Again is not null || progress.Late is not null || _sinks[slot.Index] is not { } sink || !slot.Admits(progress))
                continue;
            origin ??= await LocateAsync(work, abort);
            if (origin is null)
                return;
            await CopyAsync(new(work, slot, progress, origin), sink, abort);
        }
    }

    private ICopies? CopiesTo(SinkSlot slot)
    {
        try
        {
            return _source is not null && slot.Sink is ICopies copies && copies.CopiesFrom(_source.Store) ? copies : null;
        }
        catch (Exception failure)
        {
            TellNotCopied(slot, failure);
            return null;
        }
    }

    private sealed record Job(Work Work, SinkSlot Slot, SinkProgress Progress, CopyOrigin Origin);

    private async Task<CopyOrigin?> LocateAsync(Work work, CancellationToken abort)
    {
        try
        {
            return await LimitedCall.RunAsync(
                token => _source!.LocateAsync(work.Item, work.Lane!.Lane, token), Limit.OfSource(_parts.Settings), "the source did not say where the content is", _parts.Time, abort);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            _settlement.SourceFailed(work, "open", failure);
            return null;
        }
    }

    private async Task CopyAsync(Job job, ICopies sink, CancellationToken abort)
    {
        var (work, slot, progress, origin) = job;
        var step = "path";
        ICopy? copy = null;
        Task? late = null;
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var target = TargetOf(job);
            step = "begin";
            copy = await LimitedCall.RunAsync(
                token => sink.BeginCopyAsync(target, origin, token), Limit.OfCopy(_parts.Settings, 0), "the sink did not begin the copy", _parts.Time, abort, begun => _ = CloseWhenBegunAsync(job, begun));
            step = "copy";
            while (copy is not null && await LimitAsync(copy.CopyNextAsync))
                Remember(job, target.Name, copy);
            if (copy is not null)
                Remember(job, target.Name, copy);
            step = "commit";
            End(job, copy is null ? null : await LimitAsync(copy.CommitAsync));
        }
        catch (NotSupportedException refused) when (!abort.IsCancellationRequested)
        {
            _sinks[slot.Index] = null;
            TellNotCopied(slot, refused);
            late = await AbandonAsync(job, copy, abort);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            _settlement.SinkFailed(work, slot, progress, step, failure);
            if (progress.Step == SinkStep.Dead && late is null)
                late = await AbandonAsync(job, copy, abort);
        }
        finally
        {
            settled.SetResult();
            if (copy is not null && late is null)
                await CloseAsync(job, copy);
        }

        // The store may be at any point of a stretch: it gets the time that all that is left of the content takes.
        Task<T> LimitAsync<T>(Func<CancellationToken, ValueTask<T>> call) => LimitedCall.RunAsync(
            call, Limit.OfCopy(_parts.Settings, origin.Length), "the store did not copy", _parts.Time, abort,
            calling => late = calling.ContinueWith(ended => EndLateAsync(job, copy!, settled.Task, isCommitted: ended is Task<Receipt> { IsCompletedSuccessfully: true }), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
    }

    private async Task EndLateAsync(Job job, ICopy copy, Task settled, bool isCommitted)
    {
        // Only then is it known whether another attempt will continue the copy.
        await settled;
        if (job.Progress.Step != SinkStep.Dead || isCommitted || await AbandonAsync(job, copy, CancellationToken.None) is null)
            await CloseAsync(job, copy);
    }

    private async Task CloseWhenBegunAsync(Job job, Task<ICopy?> begun)
    {
        // Why it failed concerns nobody any more: the attempt it belonged to is over.
        await ((Task)begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (begun.IsCompletedSuccessfully && await begun is { } copy)
            await CloseAsync(job, copy);
    }

    private ValueTask CloseAsync(Job job, ICopy copy) => _parts.CloseAsync(copy, job.Slot.Name, job.Work.Item.Name);

    private void TellNotCopied(SinkSlot slot, Exception why) => _parts.Observer.On(
        new Notice(_parts.Time.GetUtcNow(), $"{slot.Name}: items are read and written, for they cannot be copied where they are: {(why is NotSupportedException ? why.Message : Failures.Reason(why))}"));

    private Target TargetOf(Job job)
    {
        var (work, slot, progress, origin) = job;
        var isOurs = progress.Memory is { State.Offset: > 0 } memory && memory.Validator == ValidatorPrefix + origin.Validator && memory.Length == origin.Length;
        return new()
        {
            Item = work.Item,
            Name = isOurs ? progress.Memory!.Name : _parts.Hooks.NameFor(slot.Index, work.Item),
            Length = origin.Length,
            MediaType = origin.MediaType,
            Earlier = isOurs ? progress.Memory!.State : null,
        };
    }

    private void Remember(Job job, string name, ICopy copy)
    {
        if (copy.State is not { Offset: > 0 } state)
            return;
        _parts.Ledger.SaveDelivery(job.Progress.Memory = new()
        {
            ItemId = job.Work.Item.Id,
            Sink = job.Slot.Name,
            Name = name,
            State = state,
            Length = job.Origin.Length,
            Validator = ValidatorPrefix + job.Origin.Validator,
        });
    }

    private void End(Job job, Receipt? receipt)
    {
        var (work, slot, progress, origin) = job;
        progress.Step = receipt is null ? SinkStep.Skipped : SinkStep.Done;
        slot.Works();
        _parts.Ledger.EndDelivery(work.Item.Id, slot.Name, receipt, receipt is null ? null : new(origin.Length, origin.Digests));
        if (receipt is not null)
            _parts.Observer.On(new ItemCommitted(_parts.Time.GetUtcNow(), work.Item, slot.Name, receipt, origin.Length));
    }

    /// <returns>Null when the copy can be closed; else what closes it when the store has ended.</returns>
    private async Task<Task?> AbandonAsync(Job job, ICopy? copy, CancellationToken abort)
    {
        job.Progress.Memory = null;
        if (copy is null)
            return null;
        try
        {
            await _parts.Calls.RunAsync(static (one, ending) => one.AbandonAsync(ending), copy, Limit.OfSink(_parts.Settings, 0), "the sink did not do so", abort);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            _parts.Observer.On(new Notice(_parts.Time.GetUtcNow(), $"{job.Slot.Name} could not remove what is left of '{job.Work.Item.Name}': {Failures.Reason(failure)}"));
            if (failure is LateCallException late)
                return late.Call.ContinueWith(_ => CloseAsync(job, copy).AsTask(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
        }

        return null;
    }
}
