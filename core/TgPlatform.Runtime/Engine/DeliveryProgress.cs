using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>Tells the ledger how far the deliveries of one attempt are: often enough that a kill costs little of what had arrived.</summary>
internal sealed class DeliveryProgress(RunParts parts, Work work, Content? content)
{
    // A kill loses at most about this much of what one item had already brought, or the last block, which is larger where a source is quick …
    private const long EveryBytes = 256 * 1024;

    // … and of a slow one, what came in this time. Of several words for one delivery only the last is written, so this costs little.
    private static readonly TimeSpan EveryTime = TimeSpan.FromMilliseconds(100);

    private readonly CrcTrail _trail = new();
    private readonly long _began = parts.Time.GetTimestamp();

    /// <summary>The sum of the content up to a place.</summary>
    public void Sum(long offset, ulong crc64) => _trail.Add(offset, crc64);

    /// <summary>Remembers a delivery when there is enough to remember.</summary>
    public void Remember(ActiveDelivery active) => Remember(active, inAnyCase: false);

    /// <summary>Remembers a delivery whose attempt is over; one that cannot say how far it is safe goes on from where it last could.</summary>
    public void RememberLast(ActiveDelivery active)
    {
        try
        {
            Remember(active, inAnyCase: true);
        }
        catch (Exception failure) when (failure is not LedgerException)
        {
            parts.Observer.On(new Notice(parts.Time.GetUtcNow(), $"{active.Slot.Name} could not say what it has kept of '{active.Name}': {Retries.Failures.Reason(failure)}"));
        }
    }

    private void Remember(ActiveDelivery active, bool inAnyCase)
    {
        if (active.Delivery is not IResumable { State: { } state } || state.Offset <= active.Remembered)
            return;
        if (!inAnyCase && state.Offset - active.Remembered < EveryBytes && parts.Time.GetElapsedTime(Math.Max(_began, active.RememberedAt)) < EveryTime)
            return;
        // The sink may be safe only up to a place between two blocks: then there is no sum for it, and the next block will do.
        if (_trail.TryFind(state.Offset, out var crc64))
            parts.Ledger.SaveDelivery(Keep(active, active.Remember(work.Item, content, state, crc64)));
    }

    /// <summary>
    /// Said of all deliveries before the first is visible: after a kill in between, the next run finds the content and proves it, sink by sink,
    /// instead of fetching again.
    /// </summary>
    public async Task SealAsync(IReadOnlyList<ActiveDelivery> deliveries, ContentSeal seal, CancellationToken abort)
    {
        DeliveryMemory? last = null;
        for (var index = 0; index < deliveries.Count; index++)
        {
            DeliveryMemory? memory;
            try
            {
                memory = SealOf(deliveries[index], seal);
            }
            catch (Exception failure)
            {
                // Its own commit fails by it, and not those of the others.
                deliveries[index].NotSealed = failure;
                continue;
            }

            if (memory is null)
                continue;
            if (last is not null)
                parts.Ledger.SaveDelivery(last);
            last = Keep(deliveries[index], memory);
        }

        // What is said in order is safe in order.
        if (last is not null)
            await parts.Ledger.SaveDeliverySafelyAsync(last, abort);
    }

    // A sink that holds back the end until the commit is continued instead: what is safe of it is not the whole.
    private DeliveryMemory? SealOf(ActiveDelivery active, ContentSeal seal) =>
        active.HasFailed || active.Progress.Memory is { IsSealed: true } || active.Delivery is not IResumable { State: { } state } || state.Offset != seal.Length
            ? null
            : active.Remember(work.Item, content, state, CrcOf(seal)) with { Length = seal.Length, IsSealed = true };

    private DeliveryMemory Keep(ActiveDelivery active, DeliveryMemory memory)
    {
        (active.Remembered, active.RememberedAt, active.Progress.Memory) = (memory.State!.Offset, parts.Time.GetTimestamp(), memory);
        return memory;
    }

    private static ulong CrcOf(ContentSeal seal) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(seal.Digests[0].Bytes.Span);
}
