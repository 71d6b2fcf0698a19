namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Counts work that has left one place and not yet come to the next, so that at no moment it looks as if nothing were left to do. Who looks reads
/// <see cref="Arrivals"/> before and after: what arrived in between may have been missed.
/// </summary>
internal sealed class Transit
{
    private int _moving;
    private long _arrivals;

    /// <summary>Raised after each arrival.</summary>
    public event Action? Arrived;

    /// <summary>How often work has arrived.</summary>
    public long Arrivals => Interlocked.Read(ref _arrivals);

    /// <summary>Whether nothing is on its way.</summary>
    public bool IsEmpty => Volatile.Read(ref _moving) == 0;

    /// <summary>Called before work leaves its place.</summary>
    public void Leave(int count = 1) => Interlocked.Add(ref _moving, count);

    /// <summary>Called after it has come to the next.</summary>
    public void Arrive(int count = 1)
    {
        Interlocked.Increment(ref _arrivals);
        Interlocked.Add(ref _moving, -count);
        Arrived?.Invoke();
    }
}
