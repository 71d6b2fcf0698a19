using TgPlatform.Cli.Running;

namespace TgPlatform.Cli.Tests.Running;

public sealed class StopSignalsTests
{
    [Fact]
    public void Ask_OnceTwiceThrice_StopsThenAbortsThenNothing()
    {
        var told = new List<bool>();
        using var signals = new StopSignals(told.Add);

        signals.Ask();
        Assert.Equal((true, false), (signals.Stop.IsCancellationRequested, signals.Abort.IsCancellationRequested));
        signals.Ask();
        signals.Ask();

        Assert.True(signals.Abort.IsCancellationRequested);
        Assert.Equal([false, true], told);
    }
}
