using System.Buffers;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Reads opened content into blocks and hands the transfer over with its first one. A small item is one block and needs no stream; a larger
/// one streams, never ahead of the gate.
/// </summary>
internal sealed class ContentPump(FlowGate gate, EngineSettings settings, TimeProvider time, Func<Transfer, ValueTask> handOver)
{
    private readonly Pace? _pace = settings.Bandwidth is { } bandwidth ? new(bandwidth, time) : null;

    // Measured: perf/README.md, "buffers". One small file is one read; larger blocks win a twentieth at most, and more memory is under way in them.
    private const int FirstBytes = 64 * 1024;
    private const int LargestBytes = 256 * 1024;

    // A slow source's block is passed on before it is full: what has arrived is then safe sooner if the process is killed.
    private static readonly TimeSpan LongestFill = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads everything. Never throws: what fails is told to the consumer by the transfer.</summary>
    public async Task PumpAsync(Transfer transfer, CancellationToken abort)
    {
        var content = transfer.Content!;
        using var fetch = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var aborting = abort.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), fetch);
        var feed = new Feed(transfer, handOver, fetch);
        Exception? failure = null;
        try
        {
            if (content.Parts is { } parts)
                await new PartPump(gate, settings, time, _pace).PumpAsync(transfer, parts, feed, fetch);
            else
                await PumpAsync(transfer, content, content.Stream!, feed, fetch);
        }
        catch (OperationCanceledException cancelled) when (fetch.IsCancellationRequested && !abort.IsCancellationRequested && !feed.IsCancelledByConsumer)
        {
            failure = new FailureException(FailureKind.Transient, $"nothing arrived for {settings.IdleTimeout.TotalSeconds:0.###} s (engine.idle_timeout)", cancelled);
        }
        catch (OperationCanceledException) when (feed.IsCancelledByConsumer)
        {
            // Nobody wants the rest; whoever stopped it has said why.
        }
        catch (Exception caught)
        {
            failure = caught;
        }

        await feed.EndAsync(failure);
    }

    private async Task PumpAsync(Transfer transfer, Content content, Stream stream, Feed feed, CancellationTokenSource fetch)
    {
        var left = content.Length - content.Offset;
        var size = left is { } known ? (int)Math.Clamp(known, 1, LargestNow()) : FirstBytes;
        while (left != 0)
        {
            await gate.EnterAsync(transfer.Share, Block.ChargeFor(size), fetch.Token);
            var array = Block.Rent(size);
            var (filled, ended, began) = (0, false, time.GetTimestamp());
            try
            {
                while (filled < size && !ended && (filled < FirstBytes || time.GetElapsedTime(began) < LongestFill))
                {
                    var read = await ReadAsync(stream, array.AsMemory(filled, size - filled), fetch);
                    filled += read;
                    ended = read == 0;
                }
            }
            finally
            {
                // What arrived before a failure is worth keeping: the consumer gets it, and a later attempt continues behind it.
                var block = new Block(array, 0, filled);
                if (filled > 0)
                    await feed.AddAsync(block, isLast: ended || left == filled);
                else
                    transfer.Release(block);
            }

            left -= filled;
            if (ended)
                return;
            if (_pace is not null)
                await _pace.PayAsync(filled, fetch.Token);
            var largest = LargestNow();
            size = left is { } rest ? (int)Math.Min(rest, largest) : Math.Min(size * 4, largest);
        }

        if (content.Length is { } length && await HasMoreAsync(stream, fetch))
            throw new ContentTooLongException(length);
    }

    private int LargestNow() => _pace?.Largest(LargestBytes) ?? LargestBytes;

    private async ValueTask<bool> HasMoreAsync(Stream stream, CancellationTokenSource fetch)
    {
        var one = ArrayPool<byte>.Shared.Rent(1);
        var read = await ReadAsync(stream, one.AsMemory(0, 1), fetch);
        ArrayPool<byte>.Shared.Return(one);
        return read != 0;
    }

    private async ValueTask<int> ReadAsync(Stream stream, Memory<byte> free, CancellationTokenSource fetch)
    {
        var reading = stream.ReadAsync(free, fetch.Token);
        if (reading.IsCompletedSuccessfully)
            return reading.Result;
        fetch.CancelAfter(settings.IdleTimeout);
        var read = await reading;
        fetch.CancelAfter(Timeout.InfiniteTimeSpan);
        return read;
    }
}
