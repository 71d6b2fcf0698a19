using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Engine;

/// <summary>A sink in use: what it is, and whether it takes work. Safe for several threads.</summary>
internal sealed class SinkSlot(int index, SinkUse use, ISink? sink, RecordBatcher? records, TimeProvider time, IRunObserver observer)
{
    private readonly Circuit _circuit = new(time);
    private int _streak;

    /// <summary>Raised when the sink works again after a pause.</summary>
    public event Action? Cured;

    public int Index { get; } = index;

    public string Name => use.Name;

    /// <summary>The content sink, or null when this one stores records.</summary>
    public ISink? Sink { get; } = sink;

    /// <summary>Memory that a delivery cannot do without.</summary>
    public long LeastBytes(Target target) => Sink is IBuffering buffering ? buffering.LeastBytes(target) : 0;

    /// <summary>The batcher of a record sink, or null.</summary>
    public RecordBatcher? Records { get; } = records;

    /// <summary>How long until the sink may be tried again, or null when it is not paused.</summary>
    public TimeSpan? PausedFor => _circuit.PausedFor;

    /// <summary>Whether an item may be delivered now. While the sink is paused one item at a time may, to see whether it works again.</summary>
    public bool Admits(SinkProgress progress)
    {
        if (progress.IsProbe)
            return true;
        var passes = _circuit.TryPass(out var isProbe);
        progress.IsProbe = isProbe;
        return passes;
    }

    /// <summary>Nothing will work until somebody acts; told once per problem.</summary>
    /// <returns>How long until the sink is tried again.</returns>
    public TimeSpan Pause(string problem, SinkProgress progress)
    {
        if (_circuit.Block(problem, progress.IsProbe))
            observer.On(new SinkChanged(time.GetUtcNow(), Name, problem));
        return _circuit.PausedFor ?? TimeSpan.Zero;
    }

    /// <summary>An item failed that may work when tried again; when several in a row do, it is the sink that waits and not each of them.</summary>
    public void Fails(string itemId, string reason, SinkProgress progress)
    {
        var wasOpen = _circuit.Reason is not null;
        if (_circuit.Fails(itemId, reason, progress.IsProbe) && !wasOpen)
            observer.On(new SinkChanged(time.GetUtcNow(), Name, _circuit.Reason));
    }

    /// <summary>One more wait in a row that the sink caused; any success ends the row.</summary>
    public int CountWait() => Interlocked.Increment(ref _streak);

    /// <summary>Something worked: the sink is well.</summary>
    public void Works()
    {
        if (Volatile.Read(ref _streak) != 0)
            Volatile.Write(ref _streak, 0);
        if (!_circuit.Works())
            return;
        observer.On(new SinkChanged(time.GetUtcNow(), Name, null));
        Cured?.Invoke();
    }
}
