using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Fetches parts of one item several at a time and feeds them in order. More parts are asked for only while the gate has room, so a window
/// never waits for itself.
/// </summary>
internal sealed class PartPump(FlowGate gate, EngineSettings settings, TimeProvider time, Pace? pace)
{
    private const int SlowestBytesPerSecond = 4 * 1024;

    private readonly record struct InFlight(Task<int> Reading, byte[] Array, int Expected, int Skip);

    public async Task PumpAsync(Transfer transfer, IPartReader parts, Feed feed, CancellationTokenSource fetch)
    {
        var length = transfer.Content!.Length!.Value;
        var partBytes = parts.PartBytes;
        var next = transfer.Start / partBytes * partBytes;
        var window = new Queue<InFlight>();
        try
        {
            while (next < length || window.Count > 0)
            {
                while (next < length && window.Count < parts.MaxConcurrency)
                {
                    var expected = (int)Math.Min(partBytes, length - next);
                    if (window.Count == 0)
                        await gate.EnterAsync(transfer.Share, Block.ChargeFor(expected), fetch.Token);
                    else if (!gate.TryEnter(transfer.Share, Block.ChargeFor(expected)))
                        break;
                    var array = Block.Rent(expected);
                    window.Enqueue(new(Begin(parts, next, array.AsMemory(0, expected), fetch.Token), array, expected, (int)Math.Max(0, transfer.Start - next)));
                    next += expected;
                }

                await FeedFirstAsync(transfer, feed, window, isLast: next == length && window.Count == 1, fetch);
            }
        }
        finally
        {
            await DrainAsync(transfer, window, fetch);
        }
    }

    // A request that fails as it is made is one of the window like any other: its array and its room have to be given back.
    private static Task<int> Begin(IPartReader parts, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return parts.ReadPartAsync(offset, destination, cancellationToken).AsTask();
        }
        catch (Exception failure)
        {
            return Task.FromException<int>(failure);
        }
    }

    private async Task FeedFirstAsync(Transfer transfer, Feed feed, Queue<InFlight> window, bool isLast, CancellationTokenSource fetch)
    {
        var first = window.Peek();
        // A part is one answer: nobody sees its bytes flow, so a slow line gets the time a slow line needs for that many.
        var limit = settings.IdleTimeout + TimeSpan.FromSeconds((double)first.Expected / SlowestBytesPerSecond);
        var read = await first.Reading.WaitAsync(limit, time, fetch.Token);
        if (read != first.Expected)
            throw new FailureException(FailureKind.Transient, $"a part ended after {read} of {first.Expected} bytes");
        window.Dequeue();
        await feed.AddAsync(new(first.Array, first.Skip, first.Expected - first.Skip), isLast);
        if (pace is not null)
            await pace.PayAsync(first.Expected, fetch.Token);
    }

    private static async Task DrainAsync(Transfer transfer, Queue<InFlight> window, CancellationTokenSource fetch)
    {
        if (window.Count == 0)
            return;
        await fetch.CancelAsync();
        foreach (var part in window)
        {
            // An array must not go back to the pool while a request may still write into it.
            await ((Task)part.Reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            transfer.Release(new(part.Array, 0, part.Expected));
        }
    }
}
