using System.Buffers;
using System.Threading.Channels;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>Bytes on their way, in a rented array.</summary>
internal readonly record struct Block(byte[] Array, int Start, int Length)
{
    private const int LargestOfOurs = 256 << 10;
    private const int MostOfOneSize = 512;

    // The shared pool keeps 32 arrays of a size per processor, and makes garbage where the buffer holds more. Of large ones it never holds so many.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestOfOurs, MostOfOneSize);

    /// <summary>An array of at least so many bytes, of the very length that <see cref="ChargeFor"/> says.</summary>
    public static byte[] Rent(int bytes) => (bytes <= LargestOfOurs ? Pool : ArrayPool<byte>.Shared).Rent(bytes);

    /// <summary>Gives an array back.</summary>
    public static void Return(byte[] array) => (array.Length <= LargestOfOurs ? Pool : ArrayPool<byte>.Shared).Return(array);

    public ReadOnlyMemory<byte> Memory => Array.AsMemory(Start, Length);

    /// <summary>What the gate counts: the memory that is held, whatever part of it is content.</summary>
    public int Charged => Array.Length;

    /// <summary>The memory a rented array of at least so many bytes holds: the pool's arrays are powers of two.</summary>
    public static int ChargeFor(int bytes) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, 16));
}

/// <summary>
/// One attempt at one item between its producer and its consumer: what was opened, and the blocks in order. The producer side adds and
/// completes, the consumer side takes and releases.
/// </summary>
internal sealed class Transfer(Work work, Content? content, IReadOnlyList<ActiveDelivery> begun, long start, FlowGate gate, RunCounters counters)
{
    // Written by the producer before the hand-over, read by the consumer after it.
    private Block? _only;
    private Channel<Block>? _blocks;

    private Action? _cancel;

    public Work Work { get; } = work;

    /// <summary>What was opened, or null for an item that is only a record.</summary>
    public Content? Content { get; } = content;

    /// <summary>Deliveries that continue an earlier attempt; their kept bytes are proven.</summary>
    public IReadOnlyList<ActiveDelivery> Begun { get; } = begun;

    /// <summary>The first byte that will come.</summary>
    public long Start { get; } = start;

    public FlowGate.Share Share { get; } = new();

    /// <summary>Producer: bytes that came so far.</summary>
    public long BytesFetched { get; private set; }

    /// <summary>Why fetching ended early, or null; set before the blocks end.</summary>
    public Exception? FetchFailure { get; private set; }

    /// <summary>Producer: the whole content is in one block, or there is none at all.</summary>
    public void SetOnly(Block? block)
    {
        Count(block);
        _only = block;
    }

    /// <summary>Producer: more than one block will come. Called before the hand-over.</summary>
    public void BeginStream(Action cancel)
    {
        _blocks = Channel.CreateUnbounded<Block>(new() { SingleReader = true, SingleWriter = true });
        _cancel = cancel;
    }

    /// <summary>Producer: the next block.</summary>
    public void Add(Block block)
    {
        Count(block);
        _blocks!.Writer.TryWrite(block);
    }

    /// <summary>Producer: nothing more will come.</summary>
    public void Complete(Exception? failure)
    {
        FetchFailure = failure;
        _blocks?.Writer.TryComplete();
    }

    /// <summary>Consumer: the next block, or null at the end.</summary>
    public async ValueTask<Block?> NextAsync()
    {
        if (_blocks is null)
        {
            var only = _only;
            _only = null;
            return only;
        }

        return await _blocks.Reader.WaitToReadAsync() && _blocks.Reader.TryRead(out var block) ? block : null;
    }

    /// <summary>Consumer: the block is written.</summary>
    public void Release(Block block)
    {
        gate.Leave(Share, block.Charged);
        Block.Return(block.Array);
    }

    /// <summary>Consumer: nobody wants the rest.</summary>
    public void CancelFetch() => _cancel?.Invoke();

    private void Count(Block? block)
    {
        if (block is not { } counted)
            return;
        BytesFetched += counted.Length;
        counters.Fetched(counted.Length);
        Work.Lane!.Arrived(counted.Length);
    }
}
