using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Takes what a sink shows under an item's wanted name as the item's own, when the source's word proves it: for files whose ledger is gone.
/// Whatever is not proven goes the usual way, and the sink's own rule for taken names decides.
/// </summary>
internal sealed class Adoption
{
    // By what names share that the store does not keep apart.
    private readonly ConcurrentDictionary<(string Sink, string Key), bool> _owned = new();

    /// <summary>Begins with names, by sink, that are some item's already.</summary>
    public Adoption(IEnumerable<(string Sink, string Name)> owned, IReadOnlyList<SinkSlot> slots)
    {
        foreach (var (sink, name) in owned)
        {
            if (slots.FirstOrDefault(slot => slot.Name == sink) is { } slot)
                Give(slot, name);
        }
    }

    /// <summary>A name has become an item's: no other one may take it for its own.</summary>
    public void Give(SinkSlot slot, string name) => _owned[KeyOf(slot, name)] = true;

    /// <summary>Adopts what it can of an item that was opened and not yet read.</summary>
    /// <returns>False when a sink could not be looked at: it has been told to pay, and the attempt is over.</returns>
    public async Task<bool> AdoptAsync(RunParts parts, Settlement settlement, Work work, Content content, CancellationToken abort)
    {
        var canGoOn = true;
        foreach (var (slot, progress) in parts.PendingSinks(work))
        {
            if (content.Length is null || slot.Sink is not IReadable readable || progress is not { Step: SinkStep.Pending, Memory: null, Again: null } || !slot.Admits(progress))
                continue;
            try
            {
                await AdoptAsync(parts, work, content, slot, progress, readable, abort);
            }
            catch (Exception failure) when (!abort.IsCancellationRequested)
            {
                settlement.SinkFailed(work, slot, progress, "adopt", failure);
                canGoOn = false;
            }
        }

        return canGoOn;
    }

    private async Task AdoptAsync(RunParts parts, Work work, Content content, SinkSlot slot, SinkProgress progress, IReadable readable, CancellationToken abort)
    {
        var wanted = parts.Hooks.NameFor(slot.Index, work.Item);
        var name = slot.Sink is INaming naming ? naming.FinalName(wanted) : wanted;
        var key = KeyOf(slot, name);
        if (!_owned.TryAdd(key, true))
            return;
        try
        {
            if (await SealOfAsync(parts, content, slot, name, readable, abort) is not { } seal)
                return;
            (slot.Sink as INotesNames)?.NoteName(work.Item, name);
            progress.Step = SinkStep.Done;
            slot.Works();
            parts.Ledger.EndAtOnce(work.Item.Id, slot.Name, wanted, new(name), seal);
            parts.Observer.On(new ItemCommitted(parts.Time.GetUtcNow(), work.Item, slot.Name, new(name), seal.Length) { WasAdopted = true });
        }
        finally
        {
            if (progress.Step != SinkStep.Done)
                _owned.TryRemove(key, out _);
        }
    }

    private static async Task<ContentSeal?> SealOfAsync(RunParts parts, Content content, SinkSlot slot, string name, IReadable readable, CancellationToken abort)
    {
        if (await ContentSum.OfShownAsync(readable, name, content.Length!.Value, [.. content.Digests.Select(static digest => digest.Algorithm), .. parts.Sums], abort) is not { } seal)
            return null;
        if (Proof.WhyNotWhole(seal, content) is not { } reason)
            return seal;
        parts.Observer.On(new Notice(parts.Time.GetUtcNow(), $"'{name}' in {slot.Name} is not taken as it is: {reason}"));
        return null;
    }

    private static (string Sink, string Key) KeyOf(SinkSlot slot, string name) => (slot.Name, slot.Sink is INaming naming ? naming.CollisionKey(name) : name);
}
