using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Takes what a sink shows under an item's wanted name as the item's own, when the source's word proves it: for files whose ledger is gone.
/// Whatever is not proven goes the usual way, and the sink's own rule for taken names decides.
/// </summary>
/// <param name="owned">Names, by sink, that are some item's already.</param>
internal sealed class Adoption(IEnumerable<(string Sink, string Name)> owned)
{
    private readonly ConcurrentDictionary<(string Sink, string Name), bool> _owned = new(owned.Select(static name => KeyValuePair.Create(name, true)));

    /// <summary>A name has become an item's: no other one may take it for its own.</summary>
    public void Give(string sink, string name) => _owned[(sink, name)] = true;

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
        await using var there = await readable.OpenCommittedAsync(name, abort);
        if (there is null || (there.CanSeek && there.Length != content.Length) || !_owned.TryAdd((slot.Name, name), true))
            return;
        var seal = await ContentSum.OfAsync(there, [.. content.Digests.Select(static digest => digest.Algorithm), .. parts.Sums], abort);
        if (Proof.WhyNotWhole(seal, content) is { } reason)
        {
            _owned.TryRemove((slot.Name, name), out _);
            parts.Observer.On(new Notice(parts.Time.GetUtcNow(), $"'{name}' in {slot.Name} is not taken as it is: {reason}"));
            return;
        }

        progress.Step = SinkStep.Done;
        slot.Works();
        parts.Ledger.SaveDelivery(new() { ItemId = work.Item.Id, Sink = slot.Name, Name = wanted });
        parts.Ledger.EndDelivery(work.Item.Id, slot.Name, new(name), seal);
        parts.Observer.On(new ItemCommitted(parts.Time.GetUtcNow(), work.Item, slot.Name, new(name), seal.Length) { WasAdopted = true });
    }
}
