using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Keeps the bytes between producers and consumers under a limit. An item that a consumer may already be waiting for, and that holds nothing,
/// always gets one buffer through: so a consumer never waits for a producer that waits for other items' buffers. What can be held is therefore
/// the limit plus one buffer per producer.
/// </summary>
internal sealed class FlowGate(long limitBytes, RunCounters counters)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Share> _waiting = new();
    private long _held;

    /// <summary>What one item holds. Its <see cref="EnterAsync"/> is called by one worker at a time.</summary>
    internal sealed class Share
    {
        internal long Held;
        internal int Wanted;
        internal TaskCompletionSource? Admitted;

        /// <summary>True when a consumer may be waiting for the item's bytes.</summary>
        internal bool IsHandedOver { get; set; }
    }

    /// <summary>Waits for room and takes it.</summary>
    public ValueTask EnterAsync(Share share, int bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource admitted;
        lock (_lock)
        {
            // Those who wait come first, or a stream of small items would starve a large one.
            if (_held == 0 || (share is { Held: 0, IsHandedOver: true }) || (_waiting.Count == 0 && _held + bytes <= limitBytes))
            {
                Take(share, bytes);
                return ValueTask.CompletedTask;
            }

            share.Wanted = bytes;
            share.Admitted = admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(share);
        }

        return WaitAsync(share, admitted, cancellationToken);
    }

    /// <summary>Takes room if there is some now and nobody waits for it.</summary>
    public bool TryEnter(Share share, int bytes)
    {
        lock (_lock)
        {
            if (_waiting.Count > 0 || _held + bytes > limitBytes)
                return false;
            Take(share, bytes);
            return true;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Leave(Share share, int bytes)
    {
        lock (_lock)
        {
            share.Held -= bytes;
            _held -= bytes;
            counters.Buffered(-bytes, 0);
            if (share is { Held: 0, Admitted: not null })
                Admit(share);
            while (_waiting.First is { Value: var first } && (_held == 0 || _held + first.Wanted <= limitBytes))
                Admit(first);
        }
    }

    private async ValueTask WaitAsync(Share share, TaskCompletionSource admitted, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetCanceled(), admitted);
        try
        {
            await admitted.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                _waiting.Remove(share);
                share.Admitted = null;
            }

            throw new OperationCanceledException(cancellationToken);
        }
    }

    private void Admit(Share share)
    {
        _waiting.Remove(share);
        var admitted = share.Admitted!;
        share.Admitted = null;
        if (admitted.TrySetResult())
            Take(share, share.Wanted);
    }

    private void Take(Share share, int bytes)
    {
        share.Held += bytes;
        _held += bytes;
        counters.Buffered(bytes, 0);
    }
}
