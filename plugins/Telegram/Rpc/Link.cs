using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>
/// One place to send calls that outlives its connections: it opens one when there is something to send, replaces it when
/// it breaks, and sends again what was not answered.
/// </summary>
/// <param name="open">Makes a connection; throws <see cref="ConnectionLostException"/> when that may work later.</param>
/// <param name="onEnded">Told why a connection ended before any call on it fails.</param>
/// <param name="isKept">Reconnect even when nothing waits, as for updates.</param>
internal sealed class Link(Func<CancellationToken, Task<Connection>> open, TimeProvider time, Action<Connection, Exception>? onEnded = null, bool isKept = false) : IAsyncDisposable
{
    // A call that took this many connections with it is not sent again: it may be the cause.
    private const int MostLosses = 5, MostAttempts = 6;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30), FloodPause = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RpcCall> _waiting = [];
    private Connection? _connection;
    private Task _work = Task.CompletedTask;

    public void Send(RpcCall call)
    {
        lock (_lock)
        {
            if (_stop.IsCancellationRequested)
            {
                call.Fail(Closed());
                return;
            }
            if (_connection?.TrySend(call) == true) return;
            _waiting.Add(call);
            if (_work.IsCompleted) _work = Task.Run(RunAsync);
        }
    }

    /// <summary>The call fails as cancelled, or its answer is being read right now; either way it ends soon.</summary>
    public void Cancel(RpcCall call)
    {
        call.IsCancelled = true;
        bool isHeld;
        lock (_lock) isHeld = _waiting.Remove(call) || _connection?.TryCancel(call) == true;
        if (isHeld) call.FailCancelled();
    }

    /// <summary>Replaces the connection if it runs under this key, which is worth nothing any more.</summary>
    public void Drop(KeyState state)
    {
        lock (_lock)
            if (_connection?.State == state) _ = _connection.DisposeAsync().AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        Task work;
        lock (_lock)
        {
            _stop.Cancel();
            work = _work;
        }
        await work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var failures = 0; ;)
        {
            Exception reason;
            try
            {
                var connection = await open(_stop.Token);
                reason = await UseAsync(connection);
                failures = connection.HasAnswered ? 0 : failures + 1;
            }
            catch (Exception error)
            {
                (reason, failures) = (error, failures + 1);
            }
            if (!Continues(reason, failures)) return;
            if (failures > 0 && !await PauseAsync(reason, failures)) return;
        }
    }

    private async Task<Exception> UseAsync(Connection connection)
    {
        lock (_lock)
        {
            _connection = connection;
            // A connection may be dead before it is used; what it does not take stays here.
            _waiting.RemoveAll(connection.TrySend);
        }
        using var stop = _stop.Token.Register(() => _ = connection.DisposeAsync().AsTask());
        var reason = await connection.Ended;
        onEnded?.Invoke(connection, reason);
        lock (_lock) _connection = null;
        foreach (var call in await connection.CloseAsync())
        {
            if (call.IsCancelled) call.FailCancelled();
            else if (++call.Losses >= MostLosses) call.Fail(reason);
            else lock (_lock) _waiting.Add(call);
        }
        return reason;
    }

    // Nothing else can be done about a key the service does not know, an answer that is no answer, or a closed client.
    private bool Continues(Exception reason, int failures)
    {
        List<RpcCall> failed = [];
        lock (_lock)
        {
            var isHopeless = reason is not (ConnectionLostException or Crypto.SecurityCheckException) || reason is TransportErrorException { IsKeyUnknown: true };
            if (_stop.IsCancellationRequested || isHopeless || failures >= MostAttempts)
            {
                failed.AddRange(_waiting);
                _waiting.Clear();
                if (!isKept || isHopeless || _stop.IsCancellationRequested) _work = Task.CompletedTask;
            }
            else if (_waiting.Count == 0 && !isKept) _work = Task.CompletedTask;
            foreach (var call in failed) call.Fail(_stop.IsCancellationRequested ? Closed() : reason);
            return !_work.IsCompleted;
        }
    }

    private async Task<bool> PauseAsync(Exception reason, int failures)
    {
        var pause = reason is TransportErrorException { IsFlood: true }
            ? FloodPause
            : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, failures - 1) / 2));
        try
        {
            await Task.Delay(pause, time, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return Continues(reason, failures);
        }
    }

    private static ConnectionLostException Closed() => new("the client was closed");
}
