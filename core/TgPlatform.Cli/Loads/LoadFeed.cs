using System.Collections.Concurrent;
using System.Threading.Channels;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Cli.Loads;

/// <summary>Between those who offer items and the run that finds them: who waits for which item, and how it ended.</summary>
internal sealed class LoadFeed : IRunObserver
{
    private readonly Channel<Offer> _offers = Channel.CreateUnbounded<Offer>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<Offer, bool> _open = [];
    private readonly ConcurrentDictionary<string, Offer> _byItem = new(StringComparer.Ordinal);
    private string _closed = "the run has ended";

    /// <summary>One offer: a group, and what is known of it so far.</summary>
    internal sealed class Offer
    {
        internal TaskCompletionSource<LoadAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Left;
        internal long Bytes;
        internal string? Error;
        internal int Done;
    }

    /// <summary>Offers an item; an album counts as one.</summary>
    public async Task<LoadAnswer> OfferAsync(CancellationToken cancellationToken)
    {
        var offer = new Offer();
        _open[offer] = true;
        try
        {
            return _offers.Writer.TryWrite(offer) ? await offer.Answer.Task.WaitAsync(cancellationToken) : new(0, _closed);
        }
        finally
        {
            _open.TryRemove(offer, out _);
        }
    }

    /// <summary>The next offer, or null when no more will come.</summary>
    public async ValueTask<Offer?> NextAsync(CancellationToken cancellationToken) =>
        await _offers.Reader.WaitToReadAsync(cancellationToken) && _offers.Reader.TryRead(out var offer) ? offer : null;

    /// <summary>The group that answers an offer.</summary>
    public ItemGroup Begin(Offer offer, ItemGroup group)
    {
        offer.Left = group.Items.Count;
        foreach (var item in group.Items)
            _byItem[item.Id] = offer;
        return group;
    }

    /// <summary>There is no group to answer an offer with.</summary>
    public static void Fail(Offer offer, string reason) => offer.Answer.TrySetResult(new(0, reason));

    /// <summary>No more offers are taken, and nobody waits any longer.</summary>
    public void Close(string reason)
    {
        _closed = reason;
        _offers.Writer.TryComplete();
        foreach (var offer in _open.Keys)
            Fail(offer, reason);
    }

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        if (happened is ItemCommitted committed && _byItem.TryGetValue(committed.Item.Id, out var offer))
            Interlocked.Add(ref offer.Bytes, committed.Length);
        else if (happened is ItemEnded ended && _byItem.TryRemove(ended.Item.Id, out offer))
            End(offer, ended);
    }

    private static void End(Offer offer, ItemEnded ended)
    {
        if (ended.Fate == ItemFate.Done)
            Interlocked.Increment(ref offer.Done);
        else if (ended.Fate == ItemFate.Dead)
            offer.Error = ended.Reason ?? "dead";
        if (Interlocked.Decrement(ref offer.Left) == 0)
            offer.Answer.TrySetResult(new(Interlocked.Read(ref offer.Bytes), offer.Error, KeptOut: offer is { Error: null, Done: 0 }));
    }
}
