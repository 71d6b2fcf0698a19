namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>
/// How much may be in flight from one data centre: begins small, grows while that makes it faster, shrinks when the
/// service asks for a pause, answers slowly or drops a connection. Hands out shares in the order they were asked for.
/// </summary>
internal sealed class TransferWidth(TimeProvider time, int mostConnections = TransferWidth.MostConnections)
{
    // What the official clients go up to: 8 connections with 2 MiB on their way over each; the first is what they begin with.
    public const int MostConnections = 8;
    private const int PerConnection = 2 << 20, First = 2 * PerConnection;

    // A small file still costs a request; and this many requests at once are enough for anybody.
    private const int LeastShare = 64 << 10, MostRequests = 128;

    // A width is better when a window's worth of parts came this much faster; when none was, it is tried again after some windows.
    private const double Better = 1.05;
    private const int WindowsBetweenTrials = 16;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(8), ShortestWindow = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Queue<(int Share, TaskCompletionSource Turn)> _queue = [];
    private readonly int _most = mostConnections * PerConnection;
    private int _width = Math.Min(First, mostConnections * PerConnection), _inFlight, _requests, _windowsLeft;
    private bool _hasReachedMost;
    private long _windowBytes, _windowStart, _pausedUntil;
    private double _bestRate;

    public int Width
    {
        get { lock (_lock) return _width; }
    }

    /// <summary>How many connections the present width is worth.</summary>
    public int Connections => Math.Clamp(Width / PerConnection, 1, mostConnections);

    /// <summary>Waits for a share of the width; a share larger than all of it passes alone.</summary>
    public async ValueTask EnterAsync(int bytes, CancellationToken cancel)
    {
        var share = Math.Max(bytes, LeastShare);
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_queue.Count == 0 && TryTake(share)) return;
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _queue.Enqueue((share, turn));
        }
        await using var stop = cancel.UnsafeRegister(static (turn, cancel) => ((TaskCompletionSource)turn!).TrySetCanceled(cancel), turn);
        await turn.Task;
    }

    /// <summary>Gives the share back; what arrived decides how wide to go on.</summary>
    public void Leave(int bytes, int arrived, TimeSpan took)
    {
        lock (_lock)
        {
            _inFlight -= Math.Max(bytes, LeastShare);
            _requests--;
            if (took > Slow) Shrink();
            else if (arrived > 0) Measure(arrived);
            Next();
        }
    }

    /// <summary>The service wants a pause from everybody here; false when one that lasts as long has begun before.</summary>
    public bool Pause(TimeSpan wait)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var until = now + (long)(wait.TotalSeconds * time.TimestampFrequency);
            var isNew = _pausedUntil <= now;
            if (isNew) Shrink();
            _pausedUntil = Math.Max(_pausedUntil, until);
            return isNew;
        }
    }

    /// <summary>Waits while the service wants a pause.</summary>
    public async ValueTask PausedAsync(CancellationToken cancel)
    {
        while (PauseLeft() is { } pause) await Task.Delay(pause, time, cancel);
    }

    public void ConnectionLost()
    {
        lock (_lock) Shrink();
    }

    private TimeSpan? PauseLeft()
    {
        lock (_lock) return time.GetTimestamp() is var now && now < _pausedUntil ? time.GetElapsedTime(now, _pausedUntil) : null;
    }

    private bool TryTake(int share)
    {
        if (_requests > 0 && (_inFlight + share > _width || _requests >= MostRequests)) return false;
        if (_requests == 0) (_windowBytes, _windowStart) = (0, time.GetTimestamp()); // an idle time measures nothing
        _inFlight += share;
        _requests++;
        return true;
    }

    private void Next()
    {
        while (_queue.TryPeek(out var next))
        {
            var isGone = next.Turn.Task.IsCompleted; // cancelled while it waited
            if (!isGone && !TryTake(next.Share)) return;
            _queue.Dequeue();
            if (isGone || next.Turn.TrySetResult()) continue;
            _inFlight -= next.Share;
            _requests--;
        }
    }

    private void Measure(int arrived)
    {
        _windowBytes += arrived;
        var elapsed = time.GetElapsedTime(_windowStart);
        if (_windowBytes < _width || elapsed < ShortestWindow) return;
        var rate = _windowBytes / elapsed.TotalSeconds;
        (_windowBytes, _windowStart) = (0, time.GetTimestamp());
        var isBetter = rate > _bestRate * Better;
        if (isBetter) _bestRate = rate;
        else _hasReachedMost = true;
        if (_queue.Count == 0 || !isBetter && --_windowsLeft > 0) return;
        _windowsLeft = WindowsBetweenTrials;
        // Twice as much until that brings nothing for the first time: with latency, every step that is not taken costs a round trip.
        _width = Math.Min(_width + (_hasReachedMost ? _width / 2 : _width), _most);
    }

    private void Shrink()
    {
        _width = Math.Max(PerConnection, _width / 2);
        _hasReachedMost = true;
        (_bestRate, _windowsLeft, _windowBytes, _windowStart) = (0, WindowsBetweenTrials, 0, time.GetTimestamp());
    }
}
