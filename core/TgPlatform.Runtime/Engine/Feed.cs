namespace TgPlatform.Runtime.Engine;

/// <summary>The producer's end of a transfer: hands it over once, with the first block or with the end, whichever comes first.</summary>
internal sealed class Feed(Transfer transfer, Func<Transfer, ValueTask> handOver, CancellationTokenSource fetch)
{
    private bool _handedOver;
    private bool _streams;
    private Block? _held;

    /// <summary>True when the consumer wants no more.</summary>
    public bool IsCancelledByConsumer { get; private set; }

    /// <summary>The next block, in order.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isLast">True when it is known that nothing follows.</param>
    public async ValueTask AddAsync(Block block, bool isLast)
    {
        if (!_streams && isLast)
        {
            // Not handed over yet: the end may still bring a failure, and the consumer is to find everything decided.
            _held = block;
            return;
        }

        if (!_streams)
        {
            transfer.BeginStream(Cancel);
            _streams = true;
        }

        transfer.Add(block);
        await HandOverAsync();
    }

    /// <summary>Nothing more will come.</summary>
    public ValueTask EndAsync(Exception? failure)
    {
        if (!_streams)
            transfer.SetOnly(_held);
        transfer.Complete(failure);
        return HandOverAsync();
    }

    private void Cancel()
    {
        IsCancelledByConsumer = true;
        try
        {
            fetch.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Fetching ended a moment ago: there is nothing left to cancel.
        }
    }

    private ValueTask HandOverAsync()
    {
        if (_handedOver)
            return ValueTask.CompletedTask;
        _handedOver = true;
        transfer.Share.IsHandedOver = true;
        return handOver(transfer);
    }
}
