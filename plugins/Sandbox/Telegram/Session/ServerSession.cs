using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>The server's side of one session: ids already seen, answers kept until acknowledged, the connection in use.</summary>
internal sealed class ServerSession(AuthKey key, long id)
{
    private const int RememberedIds = 2048;
    private const int KeptAnswers = 256;

    private readonly Lock _gate = new();
    private readonly Queue<long> _seenInOrder = new();
    private readonly Dictionary<long, OutgoingMessage?> _seen = [];
    private readonly Dictionary<long, long> _requestOfAnswer = [];
    private readonly List<long> _owedAcks = [];
    private readonly List<OutgoingMessage> _held = [];
    private long _lastMessageId;
    private int _contentMessages;
    private Task _lastPush = Task.CompletedTask;

    public AuthKey Key => key;

    public long Id => id;

    public ClientConnection? Connection { get; set; }

    /// <summary>True once the session asked something that is not wrapped in invokeWithoutUpdates.</summary>
    public bool WantsUpdates { get; set; }

    public OutgoingMessage Message(object body, bool content, bool answer, DateTimeOffset now)
    {
        lock (_gate)
        {
            var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
            var candidate = (long)(seconds * 4294967296.0) & ~3L;
            _lastMessageId = Math.Max(candidate, (_lastMessageId & ~3L) + 4) | (answer ? 1L : 3L);
            var seqNo = _contentMessages * 2;
            if (content) (seqNo, _contentMessages) = (seqNo + 1, _contentMessages + 1);
            return new OutgoingMessage(_lastMessageId, seqNo, body);
        }
    }

    /// <summary>False when the id came before; <paramref name="answer"/> is then what was answered, if that is still known.</summary>
    public bool FirstTime(long messageId, out OutgoingMessage? answer)
    {
        lock (_gate)
        {
            if (_seen.TryGetValue(messageId, out answer)) return false;
            _seen[messageId] = null;
            _seenInOrder.Enqueue(messageId);
            if (_seenInOrder.Count > RememberedIds) _seen.Remove(_seenInOrder.Dequeue());
            return true;
        }
    }

    /// <summary>As if the message had never come: when the client sends it again, it counts.</summary>
    public void Forget(long messageId)
    {
        lock (_gate)
        {
            _seen.Remove(messageId);
            _owedAcks.Remove(messageId);
        }
    }

    public bool HasSeen(long messageId)
    {
        lock (_gate) return _seen.ContainsKey(messageId);
    }

    public void Keep(long requestId, OutgoingMessage answer)
    {
        lock (_gate)
        {
            _owedAcks.Remove(requestId);
            if (_requestOfAnswer.Count >= KeptAnswers || !_seen.ContainsKey(requestId)) return;
            _seen[requestId] = answer;
            _requestOfAnswer[answer.Id] = requestId;
        }
    }

    public void Acknowledged(IEnumerable<long> answerIds)
    {
        lock (_gate)
        {
            foreach (var answerId in answerIds)
                if (_requestOfAnswer.Remove(answerId, out var requestId) && _seen.ContainsKey(requestId)) _seen[requestId] = null;
        }
    }

    /// <summary>Answers the client has not acknowledged, with the requests they belong to.</summary>
    public IReadOnlyList<(long RequestId, OutgoingMessage Answer)> Unacknowledged()
    {
        lock (_gate)
        {
            return [.. _requestOfAnswer.Values.Where(request => _seen.GetValueOrDefault(request) is not null)
                .Select(request => (request, _seen[request]!)).OrderBy(pair => pair.Item2.Id)];
        }
    }

    public void OweAck(long messageId)
    {
        lock (_gate) _owedAcks.Add(messageId);
    }

    public TlObject? TakeOwedAcks(int atLeast = 1)
    {
        lock (_gate)
        {
            if (_owedAcks.Count < atLeast) return null;
            var acks = new TlObject("msgs_ack") { ["msg_ids"] = _owedAcks.ToArray() };
            _owedAcks.Clear();
            return acks;
        }
    }

    /// <summary>Runs pushes one after another, so that they leave in the order in which things happened.</summary>
    public Task InOrder(Func<Task> push)
    {
        lock (_gate) return _lastPush = _lastPush.ContinueWith(_ => push(), TaskScheduler.Default).Unwrap();
    }

    /// <summary>Keeps a message back until the next one has been sent: answers out of order.</summary>
    public void Hold(OutgoingMessage message)
    {
        lock (_gate) _held.Add(message);
    }

    public IReadOnlyList<OutgoingMessage> TakeHeld()
    {
        lock (_gate)
        {
            if (_held.Count == 0) return [];
            OutgoingMessage[] held = [.. _held];
            _held.Clear();
            return held;
        }
    }
}
