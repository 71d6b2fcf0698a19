using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Engine;

/// <summary>A sink in use: what it is, and whether it is paused until somebody cures it. Safe for several threads.</summary>
internal sealed class SinkSlot(int index, SinkUse use, ISink? sink, RecordBatcher? records, TimeProvider time, IRunObserver observer)
{
    // A cure is looked for soon at first, then less often.
    private static readonly TimeSpan FirstProbe = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastProbe = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private string? _problem;
    private TimeSpan _probe = FirstProbe;
    private DateTimeOffset _until;
    private int _streak;

    public int Index { get; } = index;

    public string Name => use.Name;

    /// <summary>The content sink, or null when this one stores records.</summary>
    public ISink? Sink { get; } = sink;

    /// <summary>The batcher of a record sink, or null.</summary>
    public RecordBatcher? Records { get; } = records;

    /// <summary>When the sink may be tried again, or null when it is not paused.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_lock)
                return _problem is not null && _until > time.GetUtcNow() ? _until : null;
        }
    }

    /// <summary>Nothing more is begun until the probe is due; told once per problem.</summary>
    /// <returns>When the item that met the problem is to be tried again.</returns>
    public DateTimeOffset Pause(string problem)
    {
        bool isNew;
        DateTimeOffset until;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            isNew = _problem != problem;
            if (_problem is null || _until <= now)
            {
                _until = now + _probe;
                _probe = _probe * 2 < LastProbe ? _probe * 2 : LastProbe;
            }

            _problem = problem;
            until = _until;
        }

        if (isNew)
            observer.On(new SinkChanged(time.GetUtcNow(), Name, problem));
        return until;
    }

    /// <summary>One more wait in a row that the sink caused; any success ends the row.</summary>
    public int CountWait() => Interlocked.Increment(ref _streak);

    /// <summary>Something worked: the sink is well.</summary>
    public void Works()
    {
        Volatile.Write(ref _streak, 0);
        // Read without the lock: a sink that is well, the usual case, costs nothing here.
        if (Volatile.Read(ref _problem) is null)
            return;
        lock (_lock)
            (_problem, _probe) = (null, FirstProbe);
        observer.On(new SinkChanged(time.GetUtcNow(), Name, null));
    }
}
