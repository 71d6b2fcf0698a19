using System.Threading.Channels;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>Tells a queue-like source how its items ended, after the ledger has safely remembered it: one flush for all that have gathered.</summary>
internal sealed class Acknowledger(IAcknowledging source, ILedger ledger, IRunObserver observer, TimeProvider time)
{
    private readonly Channel<(Item Item, ItemFate Fate)> _ended = Channel.CreateUnbounded<(Item, ItemFate)>(new() { SingleReader = true });

    public void Add(Item item, ItemFate fate) => _ended.Writer.TryWrite((item, fate));

    /// <summary>No more will come: ends when everything was told.</summary>
    public void Complete() => _ended.Writer.TryComplete();

    public async Task RunAsync(CancellationToken abort)
    {
        var gathered = new List<(Item Item, ItemFate Fate)>();
        while (await _ended.Reader.WaitToReadAsync(abort))
        {
            while (_ended.Reader.TryRead(out var one))
                gathered.Add(one);
            await ledger.FlushAsync(abort);
            foreach (var (item, fate) in gathered)
                await TellAsync(item, fate, abort);
            gathered.Clear();
        }
    }

    private async Task TellAsync(Item item, ItemFate fate, CancellationToken abort)
    {
        try
        {
            await source.AcknowledgeAsync(item, fate, abort);
        }
        catch (Exception failure) when (!abort.IsCancellationRequested)
        {
            // The ledger knows the item; at worst the source hands it out again and it is recognised.
            observer.On(new Notice(time.GetUtcNow(), $"the source could not be told that '{item.Id}' is {fate}: {failure.Message}"));
        }
    }
}
