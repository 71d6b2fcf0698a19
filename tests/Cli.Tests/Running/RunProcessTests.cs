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
        // Of two equal signals that nobody has taken yet the system delivers one.
        tgp.Interrupt("-TERM");
        var run = await tgp.EndAsync();

        Assert.True(run.ExitCode == ExitCodes.Stopped, run.Error);
        Assert.Contains("1 item not done; run again to continue", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_SourceThatFollows_EndsAsStoppedWithNothingPending()
    {
        using var folder = new PipelineFolder().WithTrouble("watch");
        using var tgp = TgpProcess.Start(folder, "--json");
        await tgp.WhenSaidAsync("\"item_ended\"");

        tgp.Interrupt();
        var run = await tgp.EndAsync();

        // 130 says that the run was stopped before it came to its end by itself: a source that follows something never does.
        Assert.True(run.ExitCode == ExitCodes.Stopped, run.Error);
        Assert.Contains("\"pending\":0", run.Output.Split(Environment.NewLine).Last(static line => line.Contains("\"run_ended\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PluginCannotBeClosed_FailsWithTheReasonAndKeepsWhatIsDone()
    {
        using var folder = new PipelineFolder().WithTrouble("cling");
        using var tgp = TgpProcess.Start(folder);

        var run = await tgp.EndAsync();
        using var again = TgpProcess.Start(folder, "--json");
        var second = await again.EndAsync();

        Assert.True(run.ExitCode == ExitCodes.RunFailed, run.Error);
        Assert.Contains("the source failed when it was closed: InvalidOperationException: the door will not shut", run.Error, StringComparison.Ordinal);
        Assert.Equal(["1.txt"], folder.Moved());
        Assert.DoesNotContain("item_claimed", second.Output, StringComparison.Ordinal);
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
