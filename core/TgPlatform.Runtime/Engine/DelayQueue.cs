namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Holds what is due later and hands it over when its time has come, with one timer for all. What was due in a minute stays due in a minute
/// when the clock on the wall is set.
/// </summary>
internal sealed class DelayQueue<T> : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<T, long> _later = new();
    private readonly TimeProvider _time;
    private readonly Action<T> _due;
    private readonly Transit? _transit;
    private readonly ITimer _timer;
    private bool _disposed;

    public DelayQueue(TimeProvider time, Action<T> due, Transit? transit = null)
    {
        (_time, _due, _transit) = (time, due, transit);
        _timer = time.CreateTimer(static state => ((DelayQueue<T>)state!).HandOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _later.Count;
        }
    }

    public void Add(T entry, TimeSpan wait)
    {
        lock (_lock)
        {
            _later.Enqueue(entry, _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency));
            Arm();
        }
    }

    /// <summary>Hands over before its time what needs to wait no longer.</summary>
    public void Release(Func<T, bool> isFree)
    {
        List<T> free;
        lock (_lock)
        {
            var all = _later.UnorderedItems.ToLookup(one => isFree(one.Element));
            free = [.. all[true].Select(static one => one.Element)];
            List<(T, long)> rest = [.. all[false]];
            _transit?.Leave(free.Count);
            _later.Clear();
            _later.EnqueueRange(rest);
        }

        free.ForEach(HandOver);
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    private void HandOver()
    {
        while (TryTakeDue(out var entry))
            HandOver(entry!);
    }

    private void HandOver(T entry)
    {
        _due(entry);
        _transit?.Arrive();
    }

    private bool TryTakeDue(out T? entry)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                entry = default;
                return false;
            }

            if (_later.TryPeek(out entry, out var due) && due <= _time.GetTimestamp())
            {
                _transit?.Leave();
                _later.Dequeue();
                return true;
            }

            Arm();
            return false;
        }
    }

    private void Arm()
    {
        if (_disposed || !_later.TryPeek(out _, out var due))
            return;
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), due);
        // Timers count in whole milliseconds: rounding up keeps one from firing just too early and spinning.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }
}
