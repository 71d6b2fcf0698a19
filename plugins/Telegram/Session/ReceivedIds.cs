using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>Remembers the numbers of received messages, so that none counts twice and none comes from another time.</summary>
internal sealed class ReceivedIds(ServiceClock clock)
{
    // Well above what one container may hold; older ones are refused by their age anyway.
    private const int Remembered = 2048;

    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(300), Newest = TimeSpan.FromSeconds(30);

    private readonly HashSet<long> _seen = new(Remembered);
    private readonly Queue<long> _order = new(Remembered);
    private long _lowestForgotten;
    private bool _isFirst = true;

    /// <summary>False for a message that was received before.</summary>
    public bool IsNew(long id)
    {
        if ((id & 1) == 0) throw new SecurityCheckException(SecurityCheck.MessageIdParity, "received a message number that only a client may use");
        if (id <= _lowestForgotten || !_seen.Add(id)) return false;
        _order.Enqueue(id);
        if (_order.Count > Remembered)
        {
            var forgotten = _order.Dequeue();
            _seen.Remove(forgotten);
            _lowestForgotten = Math.Max(_lowestForgotten, forgotten);
        }
        return true;
    }

    public bool WasSeen(long id) => _seen.Contains(id);

    /// <summary>Checks the age of a packet. The first one of a session sets the clock: its session number was invented moments ago, so it cannot be a replay.</summary>
    public void CheckAge(long id)
    {
        var time = ServiceClock.TimeOf(id);
        if (_isFirst)
        {
            _isFirst = false;
            clock.Correct(time);
            return;
        }
        var age = clock.Now - time;
        if (age > Oldest || age < -Newest) throw new SecurityCheckException(SecurityCheck.MessageIdTime, $"received a message {age.TotalSeconds:0} seconds old");
    }
}
