using System.Text.Json;

namespace TgPlatform.EndToEnd;

/// <summary>A start after a kill says what it found and what it will do.</summary>
public sealed class StartAfterKillTests
{
    [Fact]
    public async Task Start_AfterAKill_SaysWhatWasUnderWayAndWhatGoesOn()
    {
        const long large = 48L << 20;
        await using var server = await PatternServer.StartAsync(TimeSpan.FromMilliseconds(2));
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 4).Select(static number => ((long)number, 20_000L)), (5, large)]);
        // However late it is killed, none of the first two runs comes to its end.
        server.SendUpTo(large * 2 / 3);
        // Far more than a MiB was written, and so remembered, when it is killed.
        await Tgp.KillAtAsync(static line => line.GetProperty("event").GetString() == "progress" && line.GetProperty("bytes_written").GetInt64() > large / 3, "run", bench.Pipeline);

        var status = await Tgp.RunAsync("status", bench.Pipeline);
        var found = (await Tgp.RunAsync("status", bench.Pipeline, "--json")).Output;
        var started = await Tgp.KillAtAsync(static line => line.GetProperty("event").GetString() == "run_started", "run", bench.Pipeline);
        server.SendUpTo(long.MaxValue);
        var (exitCode, output, errors) = await Tgp.RunAsync("run", bench.Pipeline);

        Assert.True(exitCode == 0, output + errors);
        Assert.Empty(bench.Wrong());
        using var known = JsonDocument.Parse(found);
        foreach (var told in new[] { known.RootElement, started })
        {
            var (run, left) = (told.GetProperty("last_run"), told.GetProperty("unfinished"));
            Assert.True(run.GetProperty("began").GetDateTimeOffset() < run.GetProperty("last_heard").GetDateTimeOffset());
            Assert.True(run.GetProperty("items_under_way").GetInt32() >= 1);
            Assert.Equal(1, left.GetProperty("kept_items").GetInt32());
            Assert.InRange(left.GetProperty("kept_bytes").GetInt64(), 1 << 20, large - 1);
        }

        Assert.True(started.GetProperty("last_run_was_killed").GetBoolean());
        Assert.Contains("not running; the last run did not end by itself: it began ", status.Output, StringComparison.Ordinal);
        Assert.Matches(@"\d items? pending: .*1 to be continued, up to \d+\.\d MiB of them kept", status.Output);
        Assert.Matches(@"warn  the last run did not end by itself: it began [-: \d]+, was last heard of [-: \d]+, and had \d+ items? under way", errors);
        Assert.Matches(@"warn  \d items? pending: .*1 to be continued, up to \d+\.\d MiB of them kept", errors);
    }
}
