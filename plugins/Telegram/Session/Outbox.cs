using System.Threading.Channels;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>The sending side of a connection: whatever waits goes out in one packet, in a container if it is more than one message.</summary>
internal sealed class Outbox(FrameSocket socket, Envelope envelope, MessageIds ids, ServerSalts salts, PendingCalls pending, PendingAcks acks, ITlRequest opening)
{
    private const uint MsgContainer = 0x73f1f8dc;
    private const int MostMessages = 64, MostBytes = 256 << 10;

    // Calls to be answered, other things to be said, and null for "there are acknowledgements".
    private readonly Channel<object?> _queue = Channel.CreateUnbounded<object?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TlWriter _messages = new(4096), _container = new(4096);
    private readonly List<(long Id, int Sequence, int Start, int End)> _parts = [];
    private readonly List<RpcCall> _calls = [];
    private int _contentCount;

    /// <summary>The service has seen what version we speak; until then every call says so.</summary>
    public bool IsIntroduced { get; set; }

    public bool Post(object? item) => _queue.Writer.TryWrite(item);

    /// <summary>Stops taking more; gives back the calls that were never sent.</summary>
    public List<RpcCall> Close()
    {
        _queue.Writer.TryComplete();
        var left = new List<RpcCall>();
        while (_queue.Reader.TryRead(out var item))
            if (item is RpcCall call) left.Add(call);
        return left;
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        while (await _queue.Reader.WaitToReadAsync(cancel))
        {
            _messages.Clear();
            _parts.Clear();
            _calls.Clear();
            while (_parts.Count < MostMessages && _messages.Length < MostBytes && _queue.Reader.TryRead(out var item)) Write(item);
            AddAcks();
            if (_parts.Count > 0) await SendAsync(cancel);
        }
    }

    private void Write(object? item)
    {
        var start = _messages.Length;
        switch (item)
        {
            case RpcCall call when TryWrite(call, start):
                call.MessageId = Add(start, isContent: true);
                call.ContainerId = 0;
                _calls.Add(call);
                break;
            case ITlRequest service:
                service.Write(_messages);
                Add(start, isContent: false);
                break;
        }
    }

    // A request that cannot be written costs itself only.
    private bool TryWrite(RpcCall call, int start)
    {
        if (call.IsCancelled)
        {
            call.FailCancelled();
            return false;
        }
        try
        {
            if (!IsIntroduced) opening.Write(_messages);
            call.Write(_messages);
            return true;
        }
        catch (Exception error)
        {
            _messages.Truncate(start);
            call.Fail(error);
            return false;
        }
    }

    private void AddAcks()
    {
        var start = _messages.Length;
        if (acks.TryWrite(_messages)) Add(start, isContent: false);
    }

    // core.telegram.org/mtproto/description, "Message Sequence Number": twice the number of content messages before, plus one for content.
    private long Add(int start, bool isContent)
    {
        var sequence = _contentCount * 2 + (isContent ? 1 : 0);
        if (isContent) _contentCount++;
        var id = ids.Next();
        _parts.Add((id, sequence, start, _messages.Length));
        return id;
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        var (id, sequence, body) = (_parts[0].Id, _parts[0].Sequence, _messages);
        if (_parts.Count > 1)
        {
            (id, sequence, body) = (ids.Next(), _contentCount * 2, _container);
            WriteContainer();
            foreach (var call in _calls) call.ContainerId = id;
        }
        // Before sending: the answer may be faster than we are.
        foreach (var call in _calls)
        {
            pending.Add(call);
            if (call.IsCancelled && pending.Remove(call)) call.FailCancelled();
        }
        await socket.SendAsync(envelope.Seal(salts.Current, id, sequence, body.Written), cancel);
    }

    private void WriteContainer()
    {
        _container.Clear();
        _container.WriteUInt32(MsgContainer);
        _container.WriteInt32(_parts.Count);
        foreach (var (id, sequence, start, end) in _parts)
        {
            _container.WriteInt64(id);
            _container.WriteInt32(sequence);
            _container.WriteInt32(end - start);
            _container.WriteRaw(_messages.Written[start..end]);
        }
    }
}
