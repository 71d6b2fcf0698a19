using TgPlatform.Cli.Running;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Running;

public sealed class RunMonitorTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RunCounters _counters = new();

    [Fact]
    public void Look_SteadyRun_MeasuresTheLastSeconds()
    {
        var monitor = Monitor();
        for (var second = 0; second < 20; second++)
            Pass(monitor, second < 10 ? 1000 : 5000);

        var now = monitor.Look();

        Assert.Equal((60_000, TimeSpan.FromSeconds(20)), (now.BytesFetched, now.Elapsed));
        Assert.InRange(now.BytesPerSecond, 4900, 5100);
        Assert.Equal(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(Math.Round(now.Remaining!.Value.TotalSeconds)));
    }

    [Fact]
    public void Look_NothingMoves_KnowsNoRemainingTime()
    {
        var monitor = Monitor();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((null, "-"), (monitor.Look().Remaining, monitor.Look().RemainingText));
    }

    [Fact]
    public void Look_WhileDiscovering_SaysAtLeast()
    {
        var monitor = Monitor();
        Pass(monitor, 5000);
        var before = monitor.Look();

        monitor.On(new DiscoveryEnded(_time.GetUtcNow()));

        Assert.Equal(("over 2.0 s", "2.0 s"), (before.RemainingText, monitor.Look().RemainingText));
    }

    private void Pass(RunMonitor monitor, int bytes)
    {
        _counters.Fetched(bytes);
        _time.Advance(TimeSpan.FromSeconds(1));
        monitor.Look();
    }

    private RunMonitor Monitor() => new(
        new PipelineDefinition { Name = "archive", File = "/archive.yaml", Source = null!, Sinks = [], Strategy = null!, Hooks = HookSet.None },
        _counters, static () => default, static () => [new("main", Contracts.LaneCondition.Ready, 1, 10_000, 0)], _time);
}
