namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>The calls of one connection that wait for an answer, by message number. Sending and receiving loop share it.</summary>
internal sealed class PendingCalls
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, RpcCall> _calls = [];

    public bool IsEmpty
    {
        get { lock (_lock) return _calls.Count == 0; }
    }

    public void Add(RpcCall call)
    {
        lock (_lock) _calls[call.MessageId] = call;
    }

    /// <summary>Who takes a call answers it: never two.</summary>
    public RpcCall? Take(long messageId)
    {
        lock (_lock) return _calls.Remove(messageId, out var call) ? call : null;
    }

    public bool Remove(RpcCall call)
    {
        lock (_lock) return _calls.TryGetValue(call.MessageId, out var found) && found == call && _calls.Remove(call.MessageId);
    }

    /// <summary>Those sent under this number, alone or in the container of this number.</summary>
    public List<RpcCall> TakeSentAs(long messageId) => TakeWhere(call => call.MessageId == messageId || call.ContainerId == messageId);

    /// <summary>Those sent before this number; in a container it is the container's number that counts.</summary>
    public List<RpcCall> TakeBefore(long messageId) => TakeWhere(call => call.MessageId < messageId && call.ContainerId < messageId);

    public List<RpcCall> TakeAll() => TakeWhere(static _ => true);

    private List<RpcCall> TakeWhere(Predicate<RpcCall> condition)
    {
        lock (_lock)
        {
            var taken = _calls.Values.Where(call => condition(call)).OrderBy(call => call.MessageId).ToList();
            foreach (var call in taken) _calls.Remove(call.MessageId);
            return taken;
        }
    }
}
