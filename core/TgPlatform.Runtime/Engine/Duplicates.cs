using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Finds out, right before a commit, whether the sink holds the same content already. One content at a time is looked up and committed, so
/// that of two twins on their way together the second one finds the first.
/// </summary>
internal sealed class Duplicates(DuplicateContent what, ILedger ledger, IRunObserver observer, TimeProvider time) : IDisposable
{
    private const int Turns = 64;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Turns).Select(static _ => new SemaphoreSlim(1, 1))];
    private int _told;

    /// <summary>Finds duplicates, or null when they are kept.</summary>
    public static Duplicates? For(DedupeSettings settings, ILedger ledger, IRunObserver observer, TimeProvider time) =>
        settings.Content == DuplicateContent.Keep ? null : new(settings.Content, ledger, observer, time);

    /// <summary>Waits until no other content of this digest is being committed; dispose what it gives to let the next one in.</summary>
    public async ValueTask<Turn> TakeTurnAsync(Digest digest, CancellationToken cancellationToken)
    {
        var turn = _turns[digest.Bytes.Span[0] % Turns];
        await turn.WaitAsync(cancellationToken);
        return new(turn);
    }

    /// <summary>Settles a delivery whose content the sink holds already under another item.</summary>
    /// <param name="active">The delivery, sealed but not committed.</param>
    /// <param name="item">The item.</param>
    /// <param name="seal">What was proven.</param>
    /// <param name="digest">Its SHA-256.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The other item when nothing is to be stored; null when the delivery is to be committed.</returns>
    public async ValueTask<string?> FindTwinAsync(ActiveDelivery active, Item item, ContentSeal seal, Digest digest, CancellationToken cancellationToken)
    {
        if (ledger.FindContent(active.Slot.Name, digest) is not { } known || known.ItemId == item.Id)
            return null;
        if (what == DuplicateContent.Skip)
            return await HoldsAsync(active.Slot, known.Name, seal, digest, cancellationToken) ? known.ItemId : null;
        if (active.Delivery is ILinking linking)
            await linking.LinkAsync(known.Name, seal, cancellationToken);
        else
            TellOnce($"sink '{active.Slot.Name}' cannot give one content two names (dedupe.content: hardlink): it is stored again");
        return null;
    }

    // The ledger tells what was committed once. Removed or replaced since, the content would be nowhere: only what the sink shows now counts.
    private async ValueTask<bool> HoldsAsync(SinkSlot slot, string name, ContentSeal seal, Digest digest, CancellationToken cancellationToken)
    {
        if (slot.Sink is not IReadable readable)
        {
            TellOnce($"sink '{slot.Name}' cannot show what it holds (dedupe.content: skip): twins are stored again");
            return false;
        }

        var found = await ContentSum.OfShownAsync(readable, name, seal.Length, [digest.Algorithm], cancellationToken);
        return found?.Length == seal.Length && found.Digests.Contains(digest);
    }

    private void TellOnce(string what)
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
            observer.On(new Notice(time.GetUtcNow(), what));
    }

    public void Dispose() => Array.ForEach(_turns, static turn => turn.Dispose());

    /// <summary>The right to look up and commit one content.</summary>
    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
