using Spectre.Console;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Tests.Presentation;

public sealed class LiveTableTests
{
    [Fact]
    public void Of_BusyRun_ShowsItemsBytesSpeedTimeBufferAndLanes() => Assert.Equal(
        """
        archive  1 m 15 s, over 12 s left
        items    1,233 of 1,240+: done 1,200, filtered 30, skipped 2, dead 1, pending 7
        bytes    3.0 GiB at 10.0 MiB/s, 120.0 MiB queued, 5.0 MiB kept
        buffer   ##########.......... 16.0 MiB of 32.0 MiB, 3 of 64 items
        lane   fetched speed     queued bytes     state
        main   2.0 GiB 6.0 MiB/s 5      100.0 MiB premium, open
        second 1.0 GiB 0 B/s     2      20.0 MiB  waits 42 s, until 12:00:42: FLOOD_WAIT 42 s
        third  0 B     0 B/s     0      0 B       closed: logged out
        """,
        Draw(Snapshots.Busy),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Of_HostileNames_DrawsNoControlCharactersAndNoMarkup()
    {
        var drawn = Draw(Snapshots.Busy with { Pipeline = "[red]x", Lanes = [new("\u001b[2J[bold]lane\u202e", LaneCondition.Ready, 1, 1, 1)] });

        Assert.DoesNotContain('\u001b', drawn);
        Assert.DoesNotContain('\u202e', drawn);
        Assert.Contains("[red]x", drawn, StringComparison.Ordinal);
        Assert.Contains("\\u001b[2J[bold]lane\\u202e", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ManyLanes_ShowsTheBusiestAndCountsTheRest()
    {
        var drawn = Draw(Snapshots.Busy with { Lanes = [.. Enumerable.Range(1, 30).Select(static number => new LaneState($"lane{number}", LaneCondition.Ready, number, number, 0))] });

        Assert.Contains("lane30", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("lane18 ", drawn, StringComparison.Ordinal);
        Assert.Contains("and 18 more", drawn, StringComparison.Ordinal);
    }

    private static string Draw(RunSnapshot now)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 100;
        console.Write(LiveTable.Of(now, Snapshots.Now));
        return string.Join('\n', writer.ToString().Split('\n').Select(static line => line.TrimEnd())).TrimEnd();
    }
}
