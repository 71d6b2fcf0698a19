using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Chaos;

public sealed class ChaosCommandTests
{
    [Fact]
    public async Task Chaos_SoundPipeline_SaysSoWithItsSeedAndLeavesNothingBehind()
    {
        using var copies = new FileCopies([.. Enumerable.Range(1, 30).Select(static number => $"{number}.txt")]);

        var run = await copies.RunAsync("chaos", "--kills", "3", "--seed", "7", "--plugins", FileCopies.Plugins);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Contains("sound: nothing missing, half, twice or foreign after 3 kills", run.Output, StringComparison.Ordinal);
        var early = run.Output.Split("its beginning, before it had fetched anything").Length - 1;
        Assert.Equal(early > 0, run.Output.Contains($"after 3 kills ({early} of them before any byte was fetched) in ", StringComparison.Ordinal));
        Assert.Equal(3, run.Output.Split(" s after its beginning, ").Length - 1);
        Assert.Contains("(seed 7)", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(copies.PathOf("out")));
        Assert.False(File.Exists(copies.PathOf(".tgp/ledger.db")));
        Assert.False(Directory.Exists(copies.PathOf(".tgp/chaos-7")));
    }

    [Theory]
    [InlineData("half")]
    [InlineData("missing")]
    [InlineData("altered")]
    [InlineData("twice")]
    [InlineData("foreign")]
    public async Task Chaos_SinkBreaksAPromise_IsCaughtAndEverythingKept(string promise)
    {
        using var folder = new PipelineFolder("first line", "second line").WithCareless(promise);

        // More kills than it takes: until one comes in the middle, which on a busy machine need not be the first.
        var run = await folder.RunAsync("chaos", "--kills", promise == "half" ? "20" : "1", "--seed", "3", "--json", "--plugins", folder.Plugins.Root);

        Assert.True(run.ExitCode == ExitCodes.ItemsFailed, run.Output + run.Error);
        var said = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();

        // Seen right after the kill already, wrong bytes are called half: they are no whole content, and nobody has said yet what they ought to be.
        var names = promise is "altered" or "foreign" ? new[] { promise, "half" } : [promise];
        Assert.Contains(said, one => one.TryGetProperty("promise", out var broken) && names.Contains(broken.GetString()));
        Assert.Equal((false, 3), (said[^1].GetProperty("sound").GetBoolean(), said[^1].GetProperty("seed").GetInt32()));
        Assert.True(Directory.Exists(folder.PathOf(".tgp/chaos-3/round-1/pipeline/out")));
    }

    [Fact]
    public async Task Chaos_SinkIsNotEmpty_RefusesAndTouchesNothing()
    {
        using var copies = new FileCopies("a.txt");
        Directory.CreateDirectory(copies.PathOf("full"));
        File.WriteAllText(copies.PathOf("full/mine.txt"), "mine");

        var run = await copies.RunAsync("chaos", "--seed", "4", "--set", $"sinks[0].with.root={copies.PathOf("full")}");

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("sink 'kept' shows content already", run.Error, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFiles(copies.PathOf("full")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Chaos_SinksOutsideTheWorkspace_HaveOneRoundAndItIsSaid()
    {
        using var folder = new PipelineFolder("first line", "second line").WithCareless("nothing");

        // More kills than can be: the first comes while a write waits for it, and some run is then quick enough to end.
        var run = await folder.RunAsync("chaos", "--kills", "1000", "--seed", "5", "--plugins", folder.Plugins.Root, "--set", $"sinks[0].with.root={folder.PathOf("elsewhere")}");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Contains("of 1000 kills: all was done before", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder.PathOf("elsewhere")).Length);
    }

    [Fact]
    public async Task Chaos_RecordsInsideTheFolderOfFiles_AreLookedAtAndNoFlaw()
    {
        using var copies = WithLines("out/lines.jsonl");

        var run = await copies.RunAsync("chaos", "--kills", "2", "--seed", "9", "--plugins", FileCopies.Plugins);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Contains("20 to be stored, 20 records, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("sound: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not looked at", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chaos_RecordsAreThereAlready_RefusesAndTouchesNothing()
    {
        using var copies = WithLines("lines.jsonl");
        File.WriteAllText(copies.PathOf("mine.jsonl"), "{\"type\":\"filesystem\",\"key\":\"1.txt\"}\n");

        var run = await copies.RunAsync("chaos", "--seed", "10", "--set", $"sinks[1].with.path={copies.PathOf("mine.jsonl")}");

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("sink 'lines' shows content already", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public async Task Chaos_LeastKeptIsNoPercentage_IsRefused(string percent)
    {
        using var copies = new FileCopies("a.txt");

        var run = await copies.RunAsync("chaos", "--least-kept", percent);

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("--least-kept: write a percentage from 0 to 100.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chaos_NothingIsStored_ProvesNothing()
    {
        using var copies = new FileCopies();

        var run = await copies.RunAsync("chaos", "--kills", "1", "--seed", "6", "--plugins", FileCopies.Plugins);

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Contains("nothing was proven: undisturbed, the run stores nothing", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sound", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chaos_RunCrashes_IsToldWithItsExitCode()
    {
        using var folder = new PipelineFolder("first line").WithCareless("crash");

        var run = await folder.RunAsync("chaos", "--kills", "3", "--seed", "8", "--plugins", folder.Plugins.Root);

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.Contains("failed with exit code 139", run.Error, StringComparison.Ordinal);
    }

    private static FileCopies WithLines(string path)
    {
        var copies = new FileCopies([.. Enumerable.Range(1, 20).Select(static number => $"{number}.txt")]);
        File.WriteAllText(copies.PathOf("copies.yaml"), File.ReadAllText(copies.PathOf("copies.yaml"))
            .Replace("with: { root: out } }]", $"with: {{ root: out }} }}, {{ use: jsonl, name: lines, with: {{ path: {path} }} }}]", StringComparison.Ordinal));
        return copies;
    }
}
