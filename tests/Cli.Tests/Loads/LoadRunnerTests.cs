using TgPlatform.Cli.Loads;

namespace TgPlatform.Cli.Tests.Loads;

public sealed class LoadRunnerTests
{
    private static readonly LoadPhase Short = new(100, 100, TimeSpan.FromMilliseconds(100));

    [Fact]
    public async Task Run_AnswersOfEveryKind_AreCountedByKind()
    {
        var result = await RunAsync(number => (number % 4) switch
        {
            0 => new(0, "broken"),
            1 => new(0, KeptOut: true),
            _ => new(7),
        });

        Assert.Equal((10L, 4L, 3L, 3L, 28L), (result.Offered, result.Ended, result.KeptOut, result.Failed, result.Bytes));
        Assert.Equal([("broken", 3L)], result.Errors);
        Assert.False(result.IsMet);
        Assert.Contains(LoadText.Lines(result), static line => line.Contains("3 × broken", StringComparison.Ordinal));
        Assert.Contains(LoadText.Lines(result), static line => line.Contains("NOT MET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ItemsThatNeverEnd_AreGivenUpAfterTheDrain()
    {
        var result = await RunAsync(static _ => null, drain: TimeSpan.FromMilliseconds(1));

        Assert.Equal((10L, 10L), (result.Failed, result.UnderWayAtEnd));
        Assert.Equal("not ended within the time to drain", result.Errors[0].Reason);
    }

    [Fact]
    public async Task Run_WarmUp_IsOfferedAndNotCounted()
    {
        var asked = 0;

        var result = await RunAsync(_ => new(Interlocked.Increment(ref asked)), warmUp: TimeSpan.FromMilliseconds(50));

        Assert.Equal((10L, 15), (result.Offered, asked));
    }

    [Fact]
    public async Task Html_HostileNameAndReason_IsEncodedAndFetchesNothing()
    {
        var result = await RunAsync(static _ => new(0, "<script>alert(1)</script>"));

        var page = LoadHtml.Of([result]);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<svg").Length - 1);
    }

    private static Task<LoadResult> RunAsync(Func<int, LoadAnswer?> answer, TimeSpan? drain = null, TimeSpan warmUp = default)
    {
        var scenario = new LoadScenario
        {
            Name = "test",
            Purpose = "Shows something.",
            WarmUp = warmUp,
            Profile = [Short],
            Drain = drain ?? TimeSpan.FromMinutes(1),
            Checks = [LoadCheck.NothingFails],
            Start = _ => Task.FromResult<ILoadTarget>(new Target(answer)),
        };
        return new LoadRunner(TimeProvider.System).RunAsync(scenario, static _ => { }, CancellationToken.None);
    }

    private sealed class Target(Func<int, LoadAnswer?> answer) : ILoadTarget
    {
        private int _asked = -1;

        public async Task<LoadAnswer> StepAsync(CancellationToken cancellationToken)
        {
            if (answer(Interlocked.Increment(ref _asked)) is { } known)
                return known;
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Nobody waits that long.");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
