using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Tests.Plugins;

namespace TgPlatform.Cli.Tests.Running;

/// <summary>A pipeline that never ends, whose plugin is replaced while it runs: side by side, drained, swapped, in the same process.</summary>
public sealed class PluginSwapTests
{
    [Fact]
    public async Task Run_PluginReplaced_RefusesABrokenOneAndGoesOnWithAGoodOne()
    {
        using var folder = new PipelineFolder();
        folder.Plugins.AddImage("ticks", Compile(1), new { sources = new[] { "ticks" } });
        await File.WriteAllTextAsync(folder.Pipeline, "name: notes\nsource: { use: ticks }\nstrategy: fewest_bytes\nsinks: [{ use: folder, with: { root: out } }]\n");
        using var tgp = TgpProcess.Start(folder, "--json");
        await tgp.WhenSaidAsync("\"item_committed\"");

        Replace(folder.Plugins, "no assembly at all"u8.ToArray());
        await tgp.WhenProblemAsync("a plugin was replaced, and the new one cannot be used; the run goes on with the old one.");
        Replace(folder.Plugins, Compile(2));
        await tgp.WhenSaidAsync("\"item_committed\"");
        tgp.Interrupt();
        var run = await tgp.EndAsync();

        Assert.True(run.ExitCode is ExitCodes.Success or ExitCodes.Stopped, run.Output + run.Error);
        Assert.Equal(["1.txt", "2.txt"], folder.Moved());
        var status = await folder.RunAsync("status");
        Assert.Contains("done 2", status.Output, StringComparison.Ordinal);
    }

    // As every installer does it: beside, then renamed over the old file, which those who use it keep.
    private static void Replace(PluginFiles plugins, byte[] image)
    {
        plugins.AddFile("ticks", "ticks.new", image);
        File.Move(plugins.PathOf("ticks", "ticks.new"), plugins.PathOf("ticks", "ticks.dll"), overwrite: true);
    }

    private static byte[] Compile(int version) => PluginFiles.Compile("ticks", $$"""
        public sealed class Entry : IPlugin
        {
            public void Register(IPluginRegistry registry) => registry.AddSource<NoOptions>("ticks", "One item, then nothing more, for ever.", [], static (_, _) => new Ticks());
        }

        public sealed record NoOptions;

        public sealed class Ticks : ISource
        {
            public IReadOnlyList<Lane> Lanes { get; } = [new("ticks")];

            public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
            {
                yield return new Item { Id = "{{version}}", Name = "{{version}}.txt" };
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) => new(new Content(new MemoryStream([1, 2, 3])));

            public ValueTask DisposeAsync() => default;
        }
        """, PluginFiles.Contract);
}
