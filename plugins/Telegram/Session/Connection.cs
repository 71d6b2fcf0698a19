using TgPlatform.Plugins.Telegram.Handshake;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>What the connections of one data centre have in common.</summary>
internal sealed record KeyState(AuthKey Key, ServiceClock Clock, ServerSalts Salts);

/// <summary>One TCP connection with a session of its own on a shared key. Lives until something breaks; what is unanswered then is handed back.</summary>
internal sealed class Connection : IAsyncDisposable
{
    // The service closes a connection that was silent for the second time; a pong that is missing after one period means a dead line.
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(50);
    private const int DisconnectDelay = 75, SaltsWanted = 16;

    private readonly FrameSocket _socket;
    private readonly Envelope _envelope;
    private readonly Outbox _outbox;
    private readonly Inbox _inbox;
    private readonly ServiceMessages _service;
    private readonly PendingCalls _pending = new();
    private readonly ServerSalts _salts;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _ticks;
    private readonly Task _loops;
    private long _pings;
    private int _answers;
    private bool _wasWaiting;

    /// <summary>What it shares with the other connections to its data centre.</summary>
    public KeyState State { get; }

    /// <param name="opening">Written before every call until the service has answered one.</param>
    public Connection(FrameSocket socket, KeyState state, ITlRequest opening, TimeProvider time, Action<ReadOnlyMemory<byte>>? onUpdate = null, Action? onNewSession = null)
    {
        _socket = socket;
        State = state;
        _salts = state.Salts;
        _envelope = new Envelope(state.Key);
        var ids = new MessageIds(state.Clock);
        var acks = new PendingAcks();
        var received = new ReceivedIds(state.Clock);
        _outbox = new Outbox(socket, _envelope, ids, state.Salts, _pending, acks, opening);
        _service = new ServiceMessages(state.Clock, ids, state.Salts, _pending, received, _outbox) { SessionCreated = onNewSession };
        _inbox = new Inbox(received, _pending, acks, _service, _outbox, onUpdate);
        Task<Exception> sending = RunAsync(_outbox.RunAsync), receiving = RunAsync(ReceiveAsync);
        _loops = Task.WhenAll(sending, receiving);
        Ended = Task.WhenAny(sending, receiving).Unwrap();
        // The service sends updates only to a session it knows; one that waits for them says something at once.
        _ticks = time.CreateTimer(_ => Tick(), null, onUpdate is null ? PingPeriod : TimeSpan.Zero, PingPeriod);
    }

    /// <summary>Ends, with the reason as its exception, when the connection is of no more use.</summary>
    public Task<Exception> Ended { get; }

    /// <summary>Did the service answer anything over this connection?</summary>
    public bool HasAnswered => _outbox.IsIntroduced;

    /// <summary>False when the connection has ended; the call is untouched then.</summary>
    public bool TrySend(RpcCall call) => _outbox.Post(call);

    /// <summary>True when nobody will answer the call any more; the service is told not to bother.</summary>
    public bool TryCancel(RpcCall call)
    {
        if (!_pending.Remove(call)) return false;
        _outbox.Post(new RpcDropAnswer { ReqMsgId = call.MessageId });
        return true;
    }

    /// <summary>Closes and gives back every call without an answer, in the order they were sent.</summary>
    public async Task<List<RpcCall>> CloseAsync()
    {
        await DisposeAsync();
        var unsent = _outbox.Close();
        return [.. _pending.TakeAll(), .. unsent];
    }

    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync();
        await _stop.CancelAsync();
        await _socket.DisposeAsync();
        await _loops;
        _envelope.Dispose();
    }

    private async Task<Exception> RunAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stop.Token);
            return new ConnectionLostException("the connection was closed");
        }
        catch (Exception error)
        {
            return error is OperationCanceledException ? new ConnectionLostException("the connection was closed", error) : error;
        }
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        while (true) _inbox.Accept(await _envelope.OpenAsync(await _socket.ReceiveAsync(cancel)));
    }

    private void Tick()
    {
        // Pongs come and answers do not: a call that was lost on the other side is only found again by another session.
        var isStuck = _wasWaiting && !_pending.IsEmpty && _inbox.Answers == _answers;
        (_wasWaiting, _answers) = (!_pending.IsEmpty, _inbox.Answers);
        if (isStuck || _pings > 0 && _service.LastPong != _pings)
        {
            _stop.Cancel();
            return;
        }
        _outbox.Post(new PingDelayDisconnect { PingId = ++_pings, DisconnectDelay = DisconnectDelay });
        if (_salts.NeedsMore) _outbox.Post(new GetFutureSalts { Num = SaltsWanted });
    }
}
