using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Running;

public sealed class RunProcessTests
{
    [Fact]
    public async Task Interrupt_Twice_StopsAtOnceThoughAPluginDoesNotListen()
    {
        using var folder = new PipelineFolder().WithTrouble("stubborn");
        using var tgp = TgpProcess.Start(folder, "--json");
        await tgp.WhenSaidAsync("\"item_claimed\"");

        tgp.Interrupt();
        tgp.Interrupt();
        var run = await tgp.EndAsync();

        Assert.True(run.ExitCode == ExitCodes.Stopped, run.Error);
        Assert.Contains("1 item not done; run again to continue", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PluginThrowsOnItsOwnThread_IsLoggedAndGoesOn()
    {
        using var folder = new PipelineFolder().WithTrouble("stray");
        using var tgp = TgpProcess.Start(folder);

        var run = await tgp.EndAsync();

        Assert.True(run.ExitCode == ExitCodes.Success, run.Error);
        Assert.Contains("error plugin trouble threw on a thread of its own; the run goes on (InvalidOperationException: lost on my own thread)", run.Error, StringComparison.Ordinal);
        Assert.Equal(["1.txt"], folder.Moved());
    }
}
