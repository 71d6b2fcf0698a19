using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>Claims items, opens them on their lane, and pumps their content towards the consumers.</summary>
internal sealed class Producer(
    RunParts parts, Admission admission, WorkBoard board, Resumption resumption, Copying copying, ContentPump pump, FlowGate gate, Settlement settlement,
    Func<Transfer, ValueTask> handOver)
{
    /// <summary>Fetches one claimed item.</summary>
    /// <param name="work">The item, claimed.</param>
    /// <param name="worker">The worker's number, for the record.</param>
    /// <param name="abort">Stops everything at once.</param>
    public async Task ProduceAsync(Work work, int worker, CancellationToken abort)
    {
        parts.Observer.On(new ItemClaimed(parts.Time.GetUtcNow(), work.Item, work.Lane!.Lane.Name, worker, work.FetchAttempts + 1));
        work.NextTry = 0;
        work.Hold();
        var (fetched, failed) = (default(long?), default(FailureKind?));
        try
        {
            await resumption.FinishSealedAsync(work, abort);
            await copying.CopyAsync(work, abort);
            var goesOn = !work.IsDead && work.NextTry == 0 && parts.AnyAdmits(work);
            if (goesOn && work.Item.HasContent && (work.AskFilterAgain || parts.NeedsContent(work)))
                (fetched, failed) = await FetchAsync(work, abort);
            else if (goesOn)
                await handOver(new(work, null, [], 0, gate, parts.Counters));
        }
        finally
        {
            board.Ended(work, fetched, failed);
            if (work.Release())
                settlement.Settle(work, abort);
        }
    }

    private async Task<(long Fetched, FailureKind? Failed)> FetchAsync(Work work, CancellationToken abort)
    {
        var begun = await resumption.BeginAsync(work, abort);
        Content? content = null;
        try
        {
            content = await OpenAsync(work, begun, abort);
            if (content.Length is { } length)
                Learn(work, length, length - content.Offset);
            if (!admission.DecideAgain(work, content))
            {
                await DisposeAsync(begun);
                await CloseAsync(work, content);
                return (0, null);
            }

            if (parts.Adoption is { } adoption && begun.Count == 0 && !await adoption.AdoptAsync(parts, settlement, work, content, abort))
            {
                await CloseAsync(work, content);
                return (0, null);
            }

            if (!parts.NeedsContent(work))
            {
                // It was opened only for its size, or to be compared with what is there.
                await CloseAsync(work, content);
                await handOver(new(work, null, [], 0, gate, parts.Counters));
                return (0, null);
            }
        }
        catch (Exception failure)
        {
            if (content is not null)
                await CloseAsync(work, content);
            await DisposeAsync(begun);
            if (!abort.IsCancellationRequested)
                settlement.SourceFailed(work, failure is HookException ? "filter" : "open", failure);
            return (0, Failures.KindOf(failure));
        }

        try
        {
            if (content.Offset != Resumption.PointOf(begun).Offset)
            {
                // The content is no longer the one the kept bytes are from: never mix.
                await resumption.AbandonAsync(work, begun, abort);
                begun = [];
            }

            var transfer = new Transfer(work, content, begun, content.Offset, gate, parts.Counters);
            // Once per item: what a later attempt of this run finds was fetched by this run, or has been counted.
            if (!work.WasOpened)
                parts.Counters.Resumed(content.Offset);
            work.WasOpened = true;
            await pump.PumpAsync(transfer, abort);
            if (content.Length is null && transfer.FetchFailure is null && work.Item.Size is null)
                parts.Sizes.Learn(work.Item, content.Offset + transfer.BytesFetched);
            return (transfer.BytesFetched, transfer.FetchFailure is { } failure ? Failures.KindOf(failure) : null);
        }
        finally
        {
            await CloseAsync(work, content);
        }
    }

    private ValueTask CloseAsync(Work work, Content content) => parts.CloseAsync(content, "the source", work.Item.Name);

    private void Learn(Work work, long length, long toCome)
    {
        if (toCome != work.LoadBytes)
            work.Lane!.Learn(work, toCome);
        if (work.Item.Size is null)
            parts.Sizes.Learn(work.Item, length);
    }

    private async Task<Content> OpenAsync(Work work, IReadOnlyList<ActiveDelivery> begun, CancellationToken abort)
    {
        var from = Resumption.PointOf(begun);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var limit = new CancellationTokenSource(parts.Settings.IdleTimeout, parts.Time);
        using var linked = limit.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), opening);
        try
        {
            var content = await parts.Source.OpenAsync(work.Item, work.Lane!.Lane, from, opening.Token);
            if (content.Offset != 0 && content.Offset != from.Offset)
            {
                await content.DisposeAsync();
                throw new FailureException(FailureKind.Poison, $"the source opened the content at {content.Offset}, asked for {from.Offset}");
            }

            return content;
        }
        catch (OperationCanceledException cancelled) when (limit.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            throw new FailureException(FailureKind.Transient, $"opening took longer than {parts.Settings.IdleTimeout.TotalSeconds:0.###} s (engine.idle_timeout)", cancelled);
        }
    }

    private async ValueTask DisposeAsync(IReadOnlyList<ActiveDelivery> begun)
    {
        foreach (var active in begun)
            await resumption.DisposeAsync(active);
    }
}
