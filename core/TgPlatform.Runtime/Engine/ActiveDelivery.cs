using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>A delivery under way in one attempt.</summary>
internal sealed class ActiveDelivery
{
    private ActiveDelivery(SinkSlot slot, SinkProgress progress, IDelivery delivery, string name)
    {
        (Slot, Progress, Delivery, Name) = (slot, progress, delivery, name);
        Offset = Remembered = delivery.Offset;
    }

    public SinkSlot Slot { get; }

    public SinkProgress Progress { get; }

    public IDelivery Delivery { get; }

    /// <summary>Bytes already safe from an earlier attempt, as the delivery said when it began.</summary>
    public long Offset { get; }

    /// <summary>Memory it cannot do without.</summary>
    public long LeastBytes { get; init; }

    /// <summary>The wanted name it was begun with.</summary>
    public string Name { get; }

    /// <summary>Safe bytes as last remembered in the ledger.</summary>
    public long Remembered { get; set; }

    /// <summary>When that was, as a timestamp of the run's clock; 0 when nothing was remembered in this attempt.</summary>
    public long RememberedAt { get; set; }

    /// <summary>True when the delivery has failed, and was disposed, before the content's end.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Why it could not say how far it is safe before the commit; null when it could.</summary>
    public Exception? NotSealed { get; set; }

    /// <summary>Begins a delivery; null when there is nothing to do. One that cannot even say where it begins is closed again.</summary>
    public static async ValueTask<ActiveDelivery?> BeginAsync(RunParts parts, SinkSlot slot, SinkProgress progress, Target target, CancellationToken abort)
    {
        var least = slot.LeastBytes(target);
        if (await BeginAsync(parts, slot, target, abort) is not { } delivery)
            return null;
        try
        {
            return new(slot, progress, delivery, target.Name) { LeastBytes = least };
        }
        catch
        {
            await delivery.DisposeAsync();
            throw;
        }
    }

    private static async ValueTask<IDelivery?> BeginAsync(RunParts parts, SinkSlot slot, Target target, CancellationToken abort)
    {
        try
        {
            return await parts.Calls.RunAsync(
                static (one, ending) => one.Sink!.BeginAsync(one.Target, ending), (slot.Sink, Target: target), Limit.OfSink(parts.Settings, target.Earlier?.Offset ?? 0), "the sink did not begin", abort);
        }
        catch (LateCallException late)
        {
            _ = CloseWhenBegunAsync(parts, slot, target.Name, (Task<IDelivery?>)late.Call);
            throw;
        }
    }

    // Why it failed concerns nobody any more: the attempt it belonged to is over.
    private static async Task CloseWhenBegunAsync(RunParts parts, SinkSlot slot, string name, Task<IDelivery?> begun)
    {
        await ((Task)begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (begun.IsCompletedSuccessfully && await begun is { } delivery)
            await parts.CloseAsync(delivery, slot.Name, name);
    }

    /// <summary>How far it is, as the ledger keeps it.</summary>
    public DeliveryMemory Remember(Item item, Content? content, DeliveryState state, ulong crc64) => new()
    {
        ItemId = item.Id,
        Sink = Slot.Name,
        Name = Name,
        State = state,
        Crc64 = crc64,
        Length = content?.Length,
        Validator = content?.Validator,
        Replaces = Progress.Again?.Given,
    };
}
