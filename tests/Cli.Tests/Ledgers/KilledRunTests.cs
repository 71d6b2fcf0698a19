using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Ledgers;

/// <summary>What the commands that only look say after a run was killed.</summary>
public sealed class KilledRunTests
{
    [Fact]
    public async Task Status_RunWasKilled_DoesNotSayThatItEnded()
    {
        using var copies = await KilledCopies.MakeAsync();

        var status = await copies.RunAsync("status");

        Assert.Contains("not running; the last run did not end by itself", status.Output, StringComparison.Ordinal);
        Assert.Contains("lanes as the run that was killed said last, at ", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("when the run ended", status.Output, StringComparison.Ordinal);
        Assert.Contains("2 items pending: 1 to be continued, up to 3 B of them kept; 1 to be fetched from its beginning", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_RunWasKilled_SaysWhatIsPendingAndWhatContinuesIt()
    {
        using var copies = await KilledCopies.MakeAsync();

        var verify = await copies.RunAsync("verify");
        var json = await copies.RunAsync("verify", "--json");

        Assert.Matches(@"whole 1, missing 0, altered 0, foreign 0\r?\n2 items pending, not verified \(the last run did not end by itself: .*\); 'tgp run .*copies\.yaml' continues", verify.Output);
        Assert.Contains("\"pending\":2", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SomethingIsKept_SaysHowMuchIsNotFetchedAgain()
    {
        using var copies = await KilledCopies.MakeAsync();

        var plan = await copies.RunAsync("plan");
        var json = await copies.RunAsync("plan", "--json");

        Assert.Contains("kept: begun.txt (up to 3 B kept, not fetched again)", plan.Output, StringComparison.Ordinal);
        Assert.Contains("of these, 1 item begun by earlier runs: up to 3 B kept, and not fetched again", plan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("new.txt (", plan.Output, StringComparison.Ordinal);
        Assert.Contains("\"kept_bytes\":3", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PendingItems_AreCountedOnce()
    {
        using var copies = await KilledCopies.MakeAsync();

        var run = await copies.RunAsync("run");

        Assert.Contains("info  run of copies begins" + Environment.NewLine, run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (run.Output + run.Error).Split(" pending: ").Length);
    }
}
