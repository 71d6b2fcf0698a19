namespace TgPlatform.Runtime.Events;

/// <summary>What changes with every buffer, to be looked at whenever somebody wants to: cheap to count, never an event.</summary>
public sealed class RunCounters
{
    private long _bytesFetched;
    private long _bytesWritten;
    private long _bytesResumed;
    private long _bytesInBuffer;
    private int _itemsInBuffer;

    /// <summary>Content bytes fetched by this run.</summary>
    public long BytesFetched => Interlocked.Read(ref _bytesFetched);

    /// <summary>Content bytes written by this run, every sink counted.</summary>
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>Bytes kept from earlier attempts, and so not fetched again.</summary>
    public long BytesResumed => Interlocked.Read(ref _bytesResumed);

    /// <summary>Content bytes now in memory: between producers and consumers, and kept by sinks.</summary>
    public long BytesInBuffer => Interlocked.Read(ref _bytesInBuffer);

    /// <summary>Items now between producers and consumers.</summary>
    public int ItemsInBuffer => Volatile.Read(ref _itemsInBuffer);

    internal void Fetched(int bytes) => Interlocked.Add(ref _bytesFetched, bytes);

    internal void Written(int bytes) => Interlocked.Add(ref _bytesWritten, bytes);

    internal void Resumed(long bytes) => Interlocked.Add(ref _bytesResumed, bytes);

    internal void Buffered(long bytes, int items)
    {
        Interlocked.Add(ref _bytesInBuffer, bytes);
        Interlocked.Add(ref _itemsInBuffer, items);
    }
}
