using System.Text.Json;

namespace TgPlatform.EndToEnd;

/// <summary>Killed at any moment, a run continues: nothing half, nothing twice, almost nothing fetched again.</summary>
public sealed class KillTests
{
    private const int Kills = 30;

    [Fact]
    public async Task Run_KilledThirtyTimes_EndsWithEveryFileWholeAndNothingElse()
    {
        await using var server = await PatternServer.StartAsync(TimeSpan.FromMilliseconds(2));
        // Mixed sizes: the sum is large beside what each kill may cost.
        var files = Enumerable.Range(1, 60).Select(static number => ((long)number, number % 10 == 0 ? 24L << 20 : number % 3 == 0 ? 700_000L : 20_000L)).ToList();
        using var bench = Workbench.For(server, files);
        var total = files.Sum(static file => file.Item2);

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var tgp = Tgp.Start(static (_, _) => { }, "run", bench.Pipeline, "--quiet");
            var next = total * kill / (Kills + 1);
            await Task.WhenAny(server.WhenSentAsync(next), tgp.EndAsync());
            tgp.Kill();
            await tgp.EndAsync();
            Assert.Empty(bench.Half());
        }

        var (exitCode, output, errors) = await Tgp.RunAsync("run", bench.Pipeline, "--quiet");

        Assert.True(exitCode == 0, $"{output}{errors}");
        Assert.Empty(bench.Wrong());
        Assert.Empty(Directory.EnumerateFiles(bench.Downloads, "*.part", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [Fact]
    public async Task Chaos_OfASlowServer_IsSound()
    {
        await using var server = await PatternServer.StartAsync(TimeSpan.FromMilliseconds(2));
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 40).Select(static number => ((long)number, number % 10 == 0 ? 6L << 20 : 30_000L))]);

        var (exitCode, output, errors) = await Tgp.RunAsync("chaos", bench.Pipeline, "--kills", "5", "--seed", "4");

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("after 5 kills", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(bench.Downloads));
    }

    [Fact]
    public async Task Run_KilledInTheMiddleOfAGibibyte_KeepsNinetyNinePercentOfWhatHadArrived()
    {
        const long length = 1L << 30;
        await using var server = await PatternServer.StartAsync(TimeSpan.FromMilliseconds(1));
        // A kill costs what waits in the buffer: on a slow disk a large one would be full.
        using var bench = Workbench.For(server, [(1, length)], "engine: { buffer: { bytes: 2MiB } }");
        var killed = await Tgp.KillAtAsync(static line => line.GetProperty("event").GetString() == "progress" && line.GetProperty("bytes_fetched").GetInt64() > length / 2, "run", bench.Pipeline);
        var arrived = killed.GetProperty("bytes_fetched").GetInt64();

        var (exitCode, output, errors) = await Tgp.RunAsync("run", bench.Pipeline, "--json");

        Assert.True(exitCode == 0, $"{output}{errors}");
        Assert.Empty(bench.Wrong());
        using var ended = JsonDocument.Parse(output.Split('\n').Last(static line => line.Contains("\"run_ended\"", StringComparison.Ordinal)));
        var kept = length - ended.RootElement.GetProperty("bytes_fetched").GetInt64();
        Assert.True(kept >= arrived * 0.99, $"{kept} of {arrived} bytes were kept");
    }
}
