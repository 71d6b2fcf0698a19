using System.Text.RegularExpressions;
using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>The first hour of a user, of an author of rules, and of a plugin's author: the commands of the README, as they stand there, in an empty folder.</summary>
public sealed partial class FirstHourTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    [Trait("Tool", "Published")]
    public async Task PipelineAndRule_AsTheReadmeSays_DoWhatTheySay()
    {
        var blocks = Blocks();

        var pipeline = await TypeAsync(blocks[0]);

        Assert.Contains("archive: no mistakes", pipeline, StringComparison.Ordinal);
        Assert.Contains("2 passed, 0 failed", pipeline, StringComparison.Ordinal);
        Assert.Matches(@"would fetch \d\d items", pipeline);
        Assert.Matches(@"found 82 = done 8\d \+", pipeline);
        Assert.InRange(Directory.GetFiles(_folder.At("downloads"), "*.jpg", SearchOption.AllDirectories).Length, 10, 82);
        Assert.InRange(Directory.GetDirectories(_folder.At("downloads")).Length, 2, 20);

        var rule = await TypeAsync(blocks[1]);

        Assert.Matches(@"\.jpg +(true|false)", rule);
        Assert.Contains("The size of 20 items is unknown before opening: null, and comparing null is false.", rule, StringComparison.Ordinal);
        Assert.Contains("archive: no mistakes", rule, StringComparison.Ordinal);
        Assert.Matches(@"would fetch 0 items.*skipped 8\d", rule);
    }

    [Fact]
    public async Task Plugin_AsTheReadmeSays_BuildsPassesItsTestsIsVerifiedAndRuns()
    {
        var plugin = await TypeAsync(Blocks()[2]);

        Assert.Matches(@"Failed: +0, Passed: +\d{3}", plugin);
        Assert.Matches(@"source notes_lines: \d+ passed, 0 failed", plugin);
        Assert.False(File.Exists(_folder.At("Notes/Notes/bin/Debug/net10.0/TgPlatform.Contracts.dll")));
        Assert.Equal(["1.txt", "2.txt", "3.txt"], Directory.GetFiles(_folder.At("Notes/out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static List<string> Blocks()
    {
        var readme = File.ReadAllText(Path.Combine(Tgp.Root, "README.md")).ReplaceLineEndings("\n");
        var blocks = Block().Matches(readme[readme.IndexOf("\n## The first hour\n", StringComparison.Ordinal)..]).Take(3).Select(static match => match.Groups["code"].Value).ToList();
        Assert.Equal(["tgp new pipeline archive", "tgp new hook rules", "tgp new plugin Notes"], blocks.Select(static block => block.Split('\n')[0]));
        return blocks;
    }

    private Task<string> TypeAsync(string block) => Shell.TypeAsync(_folder.Root, block);

    [GeneratedRegex("^```sh\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
