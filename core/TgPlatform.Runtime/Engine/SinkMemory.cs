using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// What sinks keep of content, under a limit of its own within <c>engine.buffer.bytes</c>: were it one with the gate's, bytes that wait for a sink
/// could fill what the sink waits for. Those who wait come first, and while nobody has anything set aside the first of them always passes, however
/// much it is: a delivery that has its memory waits for no other one.
/// </summary>
internal sealed class SinkMemory(long limitBytes, RunCounters counters) : IContentMemory
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(long Bytes, TaskCompletionSource Admitted)> _waiting = new();
    private long _held;
    private int _holders;

    public long Limit => limitBytes;

    /// <summary>The sinks' share of a pipeline's limit: most of it, for blocks pass quickly and parts do not.</summary>
    public static SinkMemory Within(long limitBytes, RunCounters counters) => new(limitBytes / 4 * 3, counters);

    public bool TryTake(long bytes)
    {
        lock (_lock)
        {
            if (_waiting.Count > 0 || _held + bytes > limitBytes)
                return false;
            Add(bytes);
            return true;
        }
    }

    public void GiveBack(long bytes)
    {
        lock (_lock)
        {
            Add(-bytes);
            Admit();
        }
    }

    /// <summary>Waits for room that a delivery cannot do without, and takes it.</summary>
    public async ValueTask SetAsideAsync(long bytes, CancellationToken cancellationToken)
    {
        LinkedListNode<(long, TaskCompletionSource Admitted)> place;
        lock (_lock)
        {
            place = _waiting.AddLast((bytes, new(TaskCreationOptions.RunContinuationsAsynchronously)));
            Admit();
        }

        using var registration = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetCanceled(), place.Value.Admitted);
        try
        {
            await place.Value.Admitted.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                if (place.List is not null)
                    _waiting.Remove(place);
                Admit();
            }

            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>What was set aside is free again.</summary>
    public void Free(long bytes)
    {
        lock (_lock)
        {
            _holders--;
            Add(-bytes);
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.First is { Value: var (bytes, admitted) } && (_holders == 0 || _held + bytes <= limitBytes))
        {
            _waiting.RemoveFirst();
            if (!admitted.TrySetResult())
                continue;
            _holders++;
            Add(bytes);
        }
    }

    private void Add(long bytes)
    {
        _held += bytes;
        counters.Buffered(bytes, 0);
    }
}
