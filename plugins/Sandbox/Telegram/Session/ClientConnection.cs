using System.Buffers.Binary;
using System.Net.Sockets;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Handshake;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>One connection of a client: reads packets until it closes, tells plain key exchange from encrypted sessions.</summary>
internal sealed class ClientConnection : IDisposable
{
    private const int NoSuchKey = -404;
    private const int LongestHoldMilliseconds = 500;

    private readonly Wire _wire;
    private readonly KeyExchange _exchange;
    private readonly MessageProcessor _processor;
    private readonly CancellationTokenSource _closing;
    private readonly ITimer _disconnect;
    private readonly RateGate _rate;

    public ClientConnection(Wire wire, DataCentre dataCentre, CancellationToken stopping)
    {
        _wire = wire;
        DataCentre = dataCentre;
        _closing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Closing = _closing.Token;
        _exchange = new KeyExchange(() => dataCentre.Key, () => dataCentre.Server.UnixTime);
        _processor = new MessageProcessor(this);
        _disconnect = dataCentre.Server.Time.CreateTimer(_ => Close(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rate = new RateGate(dataCentre.Server.Time, () => dataCentre.Server.Faults.ConnectionBytesPerSecond);
    }

    public DataCentre DataCentre { get; }

    /// <summary>Stays readable after the connection is gone, for work that outlives it.</summary>
    public CancellationToken Closing { get; }

    public async Task RunAsync()
    {
        try
        {
            while (await _wire.ReadAsync(Closing) is { } packet)
            {
                using (packet) await ReceiveAsync(packet.Memory);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidDataException or TlFormatException)
        {
            // A peer that leaves, or that speaks nonsense, ends its own connection and nothing else.
            DataCentre.Server.Note($"dc{DataCentre.Id}: connection ended: {exception.Message}");
        }
        finally
        {
            Close();
        }
    }

    public void Close()
    {
        try
        {
            _closing.Cancel();
            _wire.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // A timer may close a connection that has just been closed for another reason.
            return;
        }
    }

    public void CloseAfter(TimeSpan delay) => _disconnect.Change(delay, Timeout.InfiniteTimeSpan);

    public async ValueTask SendAsync(AuthKey key, ServerSession session, OutgoingMessage message, ServerLie lie = ServerLie.None)
    {
        var packet = await Envelope.SealAsync(key, session.Id, message, lie);
        await _rate.PassAsync(packet.Length, Closing);
        if (key.Login.Account is { } account) await account.Rate.PassAsync(packet.Length, Closing);
        await _wire.WriteAsync(packet, Closing);
    }

    /// <summary>Keeps a message back until another has gone ahead of it, or a moment has passed in which none did.</summary>
    public async ValueTask SendLaterAsync(AuthKey key, ServerSession session, OutgoingMessage message)
    {
        session.Hold(message);
        await DataCentre.Server.DelayAsync(LongestHoldMilliseconds, Closing);
        await SendHeldAsync(key, session);
    }

    public async ValueTask SendHeldAsync(AuthKey key, ServerSession session)
    {
        foreach (var held in session.TakeHeld()) await SendAsync(key, session, held);
    }

    /// <summary>A transport error: four bytes instead of a message (core.telegram.org/mtproto/mtproto-transports#transport-errors).</summary>
    public async ValueTask SendTransportErrorAsync(int code)
    {
        var packet = new PooledBuffer(64);
        packet.Take(Framing.Headroom);
        BinaryPrimitives.WriteInt32LittleEndian(packet.Take(4), code);
        await _wire.WriteAsync(packet, Closing);
    }

    public void Dispose()
    {
        Close();
        _disconnect.Dispose();
        _closing.Dispose();
    }

    private async ValueTask ReceiveAsync(Memory<byte> packet)
    {
        if (packet.Length < 24) throw new InvalidDataException($"A message of {packet.Length} bytes.");
        var keyId = BinaryPrimitives.ReadInt64LittleEndian(packet.Span);
        if (keyId == 0) await ExchangeAsync(packet);
        else if (packet.Length < 72 || DataCentre.FindKey(keyId) is not { } key || Envelope.Open(key, packet) is not { } message) await SendTransportErrorAsync(NoSuchKey);
        else await _processor.ReceiveAsync(key, message);
    }

    private async ValueTask ExchangeAsync(ReadOnlyMemory<byte> packet)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(packet.Span[16..]);
        var request = TlReader.Object(packet.Span.Slice(20, length));
        // Clients drop the acknowledgements they owe into the plain stream as well.
        if (request.Name == "msgs_ack") return;
        var fault = DataCentre.Server.Faults.Take(request.Name, null, DataCentre.Id);
        if (fault.DelayMilliseconds > 0) await DataCentre.Server.DelayAsync(fault.DelayMilliseconds, Closing);
        if (fault.TransportError != 0) await SendTransportErrorAsync(fault.TransportError);
        if (fault.TransportError != 0 || fault.Silent) return;
        if (fault.Disconnect != Disconnection.None || _exchange.Answer(request, fault.Lie) is not { } answer)
        {
            Close();
            return;
        }
        if (_exchange.Agreed is { } agreed) DataCentre.Add(agreed);
        await SendPlainAsync(answer);
    }

    private async ValueTask SendPlainAsync(TlObject answer)
    {
        var packet = new PooledBuffer();
        packet.Take(Framing.Headroom);
        var writer = new TlWriter(packet, TlSchema.Current);
        writer.Long(0);
        writer.Long(((long)DataCentre.Server.UnixTime << 32) | 1);
        writer.Int(0);
        var start = packet.Length;
        writer.Any(answer);
        BinaryPrimitives.WriteInt32LittleEndian(packet.Span[(start - 4)..], packet.Length - start);
        await _wire.WriteAsync(packet, Closing);
    }
}
