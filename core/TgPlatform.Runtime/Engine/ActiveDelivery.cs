using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>A delivery under way in one attempt.</summary>
internal sealed class ActiveDelivery(SinkSlot slot, SinkProgress progress, IDelivery delivery, string name)
{
    public SinkSlot Slot { get; } = slot;

    public SinkProgress Progress { get; } = progress;

    public IDelivery Delivery { get; } = delivery;

    /// <summary>Memory it cannot do without.</summary>
    public long LeastBytes { get; init; }

    /// <summary>The wanted name it was begun with.</summary>
    public string Name { get; } = name;

    /// <summary>Safe bytes as last remembered in the ledger.</summary>
    public long Remembered { get; set; } = delivery.Offset;

    /// <summary>When that was, as a timestamp of the run's clock; 0 when nothing was remembered in this attempt.</summary>
    public long RememberedAt { get; set; }

    /// <summary>True when the delivery has failed, and was disposed, before the content's end.</summary>
    public bool HasFailed { get; set; }

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
