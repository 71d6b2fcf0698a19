using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>The examples of <c>tgp --help</c> work as they are printed, typed one after the other beside the pipelines of the repository.</summary>
public sealed class HelpExamplesTests : IDisposable
{
    // What takes minutes or never ends, needs an account, a bucket or the network, or a plugin that is built first: FirstHourTests has that one.
    private static readonly string[] Elsewhere =
        ["tgp chaos ", "tgp load ", "tgp sandbox", "tgp login ", "tgp accounts ", "tgp s3 ", "tgp new plugin ", "dotnet ", "tgp plugins list --plugins ", "tgp plugins verify "];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Examples_TypedInTheirOrder_AllEndWell()
    {
        foreach (var example in Directory.GetFiles(Path.Combine(Tgp.Root, "pipelines"), "quickstart*"))
            _folder.Write($"pipelines/{Path.GetFileName(example)}", await File.ReadAllBytesAsync(example));
        var examples = (await Tgp.RunAsync("--help")).Output.ReplaceLineEndings("\n").Split("\nExamples:\n")[1].Split("\n\n")[0].Split('\n').Select(static line => line.Trim()).ToList();
        var typed = examples.Where(static line => !Elsewhere.Any(line.StartsWith)).ToList();

        await Shell.TypeAsync(_folder.Root, string.Join('\n', typed));

        Assert.InRange(typed.Count, 25, examples.Count);
        Assert.Contains(Directory.GetFiles(_folder.Root).Select(Path.GetFileName), static file => file == "results.xml");
    }
}
