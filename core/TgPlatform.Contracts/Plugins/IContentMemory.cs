namespace TgPlatform.Contracts;

/// <summary>
/// Memory for content that sinks keep beyond the write that brought it, such as parts on their way: their share of the pipeline's limit
/// (<c>engine.buffer.bytes</c>). Callable from several threads.
/// </summary>
public interface IContentMemory
{
    /// <summary>How many bytes all sinks of the pipeline may keep together.</summary>
    long Limit { get; }

    /// <summary>
    /// Takes room if there is some now. It is for what makes a delivery faster: a delivery that gets none must go on with what
    /// <see cref="IBuffering.LeastBytes"/> has set aside for it, and never wait.
    /// </summary>
    /// <param name="bytes">How many.</param>
    bool TryTake(long bytes);

    /// <summary>Gives room back.</summary>
    /// <param name="bytes">How many.</param>
    void GiveBack(long bytes);
}

/// <summary>What there is without a pipeline around it: as much as is asked for.</summary>
internal sealed class UnlimitedMemory : IContentMemory
{
    public static UnlimitedMemory Instance { get; } = new();

    public long Limit => long.MaxValue;

    public bool TryTake(long bytes) => true;

    public void GiveBack(long bytes)
    {
    }
}
