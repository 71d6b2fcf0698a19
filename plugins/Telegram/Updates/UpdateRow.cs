namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>
/// One row of updates in which every change has its number. Takes each once and in order: what came before is dropped, what comes too early
/// is held until the ones before it are there.
/// </summary>
internal sealed class UpdateRow : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    // What counts for nothing comes behind the change whose number it bears.
    private readonly SortedDictionary<(int Pts, int Less), UpdateEvent?> _held = [];
    private DateTimeOffset? _wakes;

    public UpdateRow(long id, int pts, TimeProvider time, Action<long> wake)
    {
        (Id, Pts, _time) = (id, pts, time);
        _timer = time.CreateTimer(_ => wake(id), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long Id { get; }

    /// <summary>The number of the last change that was taken.</summary>
    public int Pts { get; private set; }

    /// <summary>Whether something came too early and waits.</summary>
    public bool HasHeld => _held.Count > 0;

    /// <summary>Offers a change: its number, how many it counts for, and what it means for us, if anything.</summary>
    /// <returns>Everything that may be dealt with now, each with its number.</returns>
    public IEnumerable<(int Pts, UpdateEvent? Event)> Offer(int pts, int count, UpdateEvent? what)
    {
        if (Pts + count > pts) return [];
        _held[(pts, -count)] = what;
        return TakeReady();
    }

    /// <summary>A difference has brought everything up to a number.</summary>
    public IEnumerable<(int Pts, UpdateEvent? Event)> Reached(int pts)
    {
        Pts = pts;
        return TakeReady();
    }

    /// <summary>Has the row looked at after a while, or sooner if that was agreed before.</summary>
    public void WakeIn(TimeSpan delay)
    {
        var now = _time.GetUtcNow();
        var at = now + delay;
        if (_wakes > now && _wakes <= at) return;
        _wakes = at;
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void Sleep()
    {
        _wakes = null;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private List<(int Pts, UpdateEvent? Event)> TakeReady()
    {
        var ready = new List<(int, UpdateEvent?)>();
        while (_held.Count > 0 && _held.First() is var (number, what) && Pts >= number.Pts + number.Less)
        {
            _held.Remove(number);
            // Known by now: a difference brought it.
            if (Pts > number.Pts + number.Less) continue;
            Pts = number.Pts;
            ready.Add((Pts, what));
        }
        return ready;
    }
}
