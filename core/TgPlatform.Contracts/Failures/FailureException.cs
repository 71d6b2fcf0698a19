namespace TgPlatform.Contracts;

/// <summary>
/// The failure of a plugin, with what it means. Exceptions of other types are welcome too: those of input and output, networks and time-outs
/// count as <see cref="FailureKind.Transient"/>, all others as <see cref="FailureKind.Poison"/>.
/// </summary>
public class FailureException : Exception
{
    /// <summary>Makes a failure.</summary>
    /// <param name="kind">What it means.</param>
    /// <param name="message">What went wrong and, where somebody can act, what to do; for people, without secrets. The first line is shown for each item; lines behind it are advice, shown once for all items that have the same.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public FailureException(FailureKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What the failure means.</summary>
    public FailureKind Kind { get; }

    /// <summary>How long to wait before the next attempt; null to leave that to the runtime. Obeyed for every kind that is tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// True when the lane the item was opened on is to blame rather than the item: the runtime lets the whole lane wait or pause.
    /// </summary>
    public bool ConcernsLane { get; init; }
}
