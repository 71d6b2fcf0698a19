using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>Received messages the service wants acknowledged; they travel with the next request.</summary>
internal sealed class PendingAcks
{
    private const uint MsgsAck = 0x62d6b459;

    // An acknowledgement alone is worth a packet when this many wait.
    private const int Enough = 16;

    private readonly Lock _lock = new();
    private readonly List<long> _ids = [];

    /// <summary>True when enough wait to be sent alone.</summary>
    public bool Add(long messageId)
    {
        lock (_lock)
        {
            _ids.Add(messageId);
            return _ids.Count == Enough;
        }
    }

    /// <summary>Writes msgs_ack and forgets; false when there is nothing to acknowledge.</summary>
    public bool TryWrite(TlWriter w)
    {
        lock (_lock)
        {
            if (_ids.Count == 0) return false;
            w.WriteUInt32(MsgsAck);
            w.WriteVector(_ids.Count);
            foreach (var id in _ids) w.WriteInt64(id);
            _ids.Clear();
            return true;
        }
    }
}
