using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>The tool as a person meets it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Run_PipelineWithMistakes_ListsAllOfThemAndNoStackTrace()
    {
        File.WriteAllText(_folder.At("bad.yaml"), """
            name: bad
            source: { use: htpp }
            filter: item.Siz > 3
            sinks: [{ use: filesystem, with: { rot: out } }]
            """);

        var (exitCode, output, errors) = await Tgp.RunAsync("run", _folder.At("bad.yaml"));

        Assert.Equal(3, exitCode);
        Assert.Contains("bad.yaml:2:", errors, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:4:", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public async Task Run_SomeItemsFail_SaysWhichAndExitsWithOne()
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [(1, 1000)]);
        File.AppendAllText(Path.Combine(Path.GetDirectoryName(bench.Pipeline)!, "list.txt"), $"\n{server.Url}/nothing-here\n");

        var (exitCode, output, errors) = await Tgp.RunAsync("run", bench.Pipeline);
        var dead = await Tgp.RunAsync("dead", "list", bench.Pipeline);
        var status = await Tgp.RunAsync("status", bench.Pipeline);

        Assert.True(exitCode == 1, $"{exitCode}: {output}{errors}");
        Assert.Contains("found 2 = done 1 + filtered 0 + skipped 0 + dead 1 + pending 0", output, StringComparison.Ordinal);
        Assert.Contains("nothing-here", dead.Output, StringComparison.Ordinal);
        Assert.Contains("404", dead.Output, StringComparison.Ordinal);
        Assert.Contains("found 2 = done 1 + filtered 0 + skipped 0 + dead 1 + pending 0", status.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("taken/downloads", "is a file")]
    [InlineData("/proc/none/downloads", "the system does not let a folder be made there")]
    public async Task Run_RootCanNeverBeMade_EndsBeforeAnythingIsFetched(string root, string reason)
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [(1, 1000)]);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(bench.Pipeline)!, "taken"), "");

        var (exitCode, output, errors) = await Tgp.RunAsync("run", bench.Pipeline, "--set", $"sinks[0].with.root={root}");
        var dead = await Tgp.RunAsync("dead", "list", bench.Pipeline);

        Assert.True(exitCode == 4, $"{exitCode}: {output}{errors}");
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Equal(0, server.Sent);
        Assert.DoesNotContain("1-1000", dead.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_Replayed_IsTriedAgainByTheNextRun()
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [(1, 1000)]);
        var isCured = false;
        await using var sick = await PatternServer.StartAsync(isAllowed: _ => Volatile.Read(ref isCured));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(bench.Pipeline)!, "list.txt"), $"{sick.Url}/2-500.bin\n");

        var failed = await Tgp.RunAsync("run", bench.Pipeline);
        Volatile.Write(ref isCured, true);
        var still = await Tgp.RunAsync("run", bench.Pipeline);
        var replay = await Tgp.RunAsync("dead", "replay", bench.Pipeline, "--all");
        var cured = await Tgp.RunAsync("run", bench.Pipeline);

        Assert.Equal((1, 1), (failed.ExitCode, still.ExitCode));
        Assert.Contains("1 dead letter to be tried again", replay.Output, StringComparison.Ordinal);
        Assert.True(cured.ExitCode == 0, cured.Output + cured.Errors);
        Assert.True(PatternServer.IsWhole(Path.Combine(bench.Downloads, "2-500.bin"), 2, 500));
    }

    [Fact]
    [Trait("Tool", "Published")]
    public async Task Run_Interrupted_EndsCleanlyAndContinues()
    {
        await using var server = await PatternServer.StartAsync(TimeSpan.FromMilliseconds(1));
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 40).Select(static number => ((long)number, 1_000_000L))]);
        // It cannot come to its end before it has heard that it is to stop.
        server.SendUpTo(16_000_000);
        using var tgp = Tgp.Start(static (_, _) => { }, "run", bench.Pipeline);

        await server.WhenSentAsync(8_000_000);
        tgp.Interrupt();
        await tgp.WhenSaysAsync("stopping: what is under way may end");
        server.SendUpTo(long.MaxValue);
        var exitCode = await tgp.EndAsync();
        var half = bench.Half().ToList();
        var rest = await Tgp.RunAsync("run", bench.Pipeline, "--quiet");

        Assert.True(exitCode == 130, $"{exitCode}: {tgp.Output}{tgp.Errors}");
        Assert.Empty(half);
        Assert.True(rest.ExitCode == 0, rest.Output + rest.Errors);
        Assert.Empty(bench.Wrong());
    }

    [Fact]
    public async Task Plan_Quickstart_WritesNothing()
    {
        _folder.Write("pipelines/quickstart.yaml", File.ReadAllBytes(Path.Combine(Tgp.Root, "pipelines", "quickstart.yaml")));

        var (exitCode, output, errors) = await Tgp.RunAsync("plan", _folder.At("pipelines/quickstart.yaml"), "--sandbox");

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("photo_001.jpg", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("downloads")));
        Assert.False(File.Exists(_folder.At("pipelines/.tgp/ledger.db")));
    }

    [Fact]
    [Trait("Tool", "Published")]
    public async Task PluginsList_BuiltIn_AreReady()
    {
        var (exitCode, output, errors) = await Tgp.RunAsync("plugins", "list");

        Assert.True(exitCode == 0, output + errors);
        Assert.All(["http", "filesystem", "media_group_aware"], name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
