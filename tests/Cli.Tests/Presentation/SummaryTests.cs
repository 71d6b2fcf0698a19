using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Tests.Presentation;

public sealed class SummaryTests
{
    [Theory]
    [InlineData(0, 0, false, null, ExitCodes.Success)]
    [InlineData(1, 0, false, null, ExitCodes.ItemsFailed)]
    [InlineData(0, 1, false, null, ExitCodes.ItemsFailed)]
    [InlineData(0, 0, true, null, ExitCodes.Stopped)]
    [InlineData(1, 1, true, null, ExitCodes.Stopped)]
    [InlineData(0, 1, true, "disk is gone", ExitCodes.RunFailed)]
    public void ExitCode_Outcome_IsZeroOnlyWhenEverythingEndedWell(int dead, int pending, bool stopped, string? problem, int expected) =>
        Assert.Equal(expected, Summary.ExitCode(new(new LedgerCounts(pending, 5, 1, 1, dead), default, stopped, problem)));

    [Fact]
    public void Lines_Outcome_AddUp() => Assert.Equal(
        [
            "archive: done with failures after 1 m 15 s, 3.0 GiB fetched at 41.0 MiB/s, 5.0 MiB kept from earlier attempts",
            "  found 1,240 = done 1,200 + filtered 30 + skipped 2 + dead 1 + pending 7",
        ],
        Summary.Lines(Snapshots.Busy, new(Snapshots.Busy.Counts, default, false, null)));

    [Fact]
    public void Failures_MoreThanShown_SaysHowManyAndWhereTheListIs()
    {
        var failures = new FailureList(null);
        for (var number = 1; number <= 25; number++)
            failures.On(new ItemEnded(Snapshots.Now, new Item { Id = $"{number}", Name = "x" }, ItemFate.Dead, "no reason"));

        var lines = Summary.Failures("x.yaml", new(new(3, 0, 0, 0, 27), default, false, null), failures, wereShown: false).ToList();

        Assert.Equal("dead: 1 (x): no reason", lines[0]);
        Assert.Equal(
            ["dead: 5 more; --failures FILE lists all", "2 items dead since earlier runs; 'tgp dead replay x.yaml --all' has them tried again", "3 items not done; run again to continue"],
            lines[FailureList.Shown..]);
    }

    [Fact]
    public void Failures_LastAttempt_GivesStepSinkAndReason()
    {
        var failures = new FailureList(null);
        var item = new Item { Id = "1", Name = "x" };
        failures.On(new AttemptFailed(Snapshots.Now, item, "disk", "write", FailureKind.Transient, "slow", 1, Snapshots.Now));
        failures.On(new AttemptFailed(Snapshots.Now, item, "disk", "commit", FailureKind.Permanent, "taken", 2, null));
        failures.On(new ItemEnded(Snapshots.Now, item, ItemFate.Dead, "taken"));

        Assert.Equal(new Failure(item, "disk", "commit", FailureKind.Permanent, "taken", 2, Snapshots.Now), Assert.Single(failures.First));
    }
}
