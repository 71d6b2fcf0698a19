namespace TgPlatform.Runtime.Engine;

/// <summary>Where items wait for their next attempt: until their own pause is over, and until one of the sinks that lack them takes work.</summary>
internal sealed class RetryQueue : IDisposable
{
    private readonly RunParts _parts;
    private readonly Action<Work> _ready;
    private readonly DelayQueue<Work> _later;
    private readonly Overflow _overflow;

    /// <param name="parts">Clock and sinks.</param>
    /// <param name="ready">Takes an item whose wait is over.</param>
    /// <param name="overflow">Takes those for which there is no room to wait.</param>
    /// <param name="transit">Hears of those on their way out.</param>
    public RetryQueue(RunParts parts, Action<Work> ready, Overflow overflow, Transit transit)
    {
        (_parts, _ready, _overflow) = (parts, ready, overflow);
        _later = new(parts.Time, HandOver, transit);
        foreach (var sink in parts.Sinks)
            sink.Cured += WaitNoLonger;
    }

    /// <summary>How many wait.</summary>
    public int Count => _later.Count;

    /// <summary>An attempt is over and another one is to come.</summary>
    public void Add(Work work)
    {
        foreach (var sink in work.Sinks)
            sink.IsProbe = false;
        if (WaitOf(work) is { Ticks: > 0 } wait)
            _later.Add(work, wait);
        else
            HandOver(work);
    }

    public void Dispose() => _later.Dispose();

    private void HandOver(Work work)
    {
        _overflow.Look();
        if (_parts.AnyAdmits(work) || _parts.PausedFor(work) is not { } wait)
        {
            _ready(work);
            return;
        }

        if (_overflow.TryLeave(work))
            return;
        _later.Add(work, wait);
        // Cured in this very moment: nobody else would say so.
        if (_parts.PausedFor(work) is null)
            WaitNoLonger();
    }

    /// <summary>A sink works again: what waited for it alone goes on.</summary>
    private void WaitNoLonger() => _later.Release(work => WaitOf(work) <= TimeSpan.Zero);

    private TimeSpan WaitOf(Work work) => work.NextTry == 0 ? TimeSpan.Zero : _parts.Time.GetElapsedTime(_parts.Time.GetTimestamp(), work.NextTry);
}
