using System.Globalization;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>Measures the machine's CPU load twice a second and holds claims back while it is above a threshold. What runs goes on.</summary>
internal sealed class CpuGovernor : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ITimer _timer;
    private readonly int _thresholdPercent;
    private readonly Func<(long Busy, long Total)> _read;
    private (long Busy, long Total) _last;
    private volatile TaskCompletionSource? _over;

    private CpuGovernor(int thresholdPercent, Func<(long Busy, long Total)> read, TimeProvider time)
    {
        (_thresholdPercent, _read) = (thresholdPercent, read);
        _last = read();
        _timer = time.CreateTimer(static state => ((CpuGovernor)state!).Measure(), this, Interval, Interval);
    }

    /// <summary>A governor, or null when none is wanted or the machine's load cannot be read here.</summary>
    public static CpuGovernor? Create(int? thresholdPercent, TimeProvider time, IRunObserver observer)
    {
        if (thresholdPercent is not { } percent)
            return null;
        if (OperatingSystem.IsLinux())
            return Create(percent, ReadLinux, time);
        observer.On(new Notice(time.GetUtcNow(), "engine.cpu_threshold has no effect on this system: its CPU load can be read on Linux only."));
        return null;
    }

    /// <summary>A governor over any meter.</summary>
    public static CpuGovernor Create(int thresholdPercent, Func<(long Busy, long Total)> read, TimeProvider time) => new(thresholdPercent, read, time);

    /// <summary>Ends at once while the load is below the threshold, else when it has fallen.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken) =>
        _over is { } over ? new(over.Task.WaitAsync(cancellationToken)) : ValueTask.CompletedTask;

    public void Dispose()
    {
        _timer.Dispose();
        Interlocked.Exchange(ref _over, null)?.TrySetResult();
    }

    private void Measure()
    {
        var now = _read();
        var (busy, total) = (now.Busy - _last.Busy, now.Total - _last.Total);
        _last = now;
        if (total > 0 && busy * 100 > total * _thresholdPercent)
            Interlocked.CompareExchange(ref _over, new(TaskCreationOptions.RunContinuationsAsynchronously), null);
        else
            Interlocked.Exchange(ref _over, null)?.TrySetResult();
    }

    /// <summary>First line of /proc/stat: user nice system idle iowait irq softirq steal, in ticks since the start (proc(5)).</summary>
    private static (long Busy, long Total) ReadLinux()
    {
        using var lines = File.OpenText("/proc/stat");
        var ticks = lines.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(static text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var total = ticks.Sum();
        return (total - ticks[3] - ticks[4], total);
    }
}
