using TgPlatform.Cli.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Planning;

/// <summary>What <c>tgp plan</c> prints for a pipeline with every kind of verdict, as it was approved.</summary>
public sealed class GoldenPlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public GoldenPlanTests()
    {
        foreach (var file in new[] { "archive.yaml", "items.jsonl" })
            File.Copy(Approved.PathOf(file), _folder.At(file));
    }

    [Theory]
    [InlineData("plan.txt")]
    [InlineData("plan.jsonl", "--json")]
    [InlineData("plan-quiet.txt", "--quiet")]
    public async Task Plan_Sample_PrintsWhatWasApproved(string golden, params string[] options)
    {
        var run = await PlanAsync(options);

        Assert.Equal((ExitCodes.ItemsFailed, ""), (run.ExitCode, run.Error));
        Approved.Is(golden, run.Output.Replace(_folder.Root + "/", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("explain-kept.txt", "a short clip.mp4")]
    [InlineData("explain-filtered.txt", "film.mp4")]
    [InlineData("explain-kept.json", "a short clip.mp4", "--json")]
    public async Task Explain_Item_PrintsWhatWasApproved(string golden, string item, params string[] options)
    {
        var run = await PlanAsync([.. options, "--explain", item]);

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Approved.Is(golden, run.Output.Replace(_folder.Root + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explain_UnknownItem_SaysSo()
    {
        var run = await PlanAsync("--explain", "nothing.jpg");

        Assert.Equal((ExitCodes.WrongUsage, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("tgp: --explain: no item has the id or name 'nothing.jpg'.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_RejectedByAPartBehindEscapes_NamesItsPlaceInTheFile()
    {
        _folder.Write("archive.yaml", "name: a\nsource: { use: http, with: { urls: ['http://a.example/b'] } }\nfilter: 'item.Name != ''x'' + \"\" && item.Size < 5'\nsinks: [{ use: filesystem, with: { root: out } }]\n"u8.ToArray());

        var run = await PlanAsync("--json");

        Assert.Contains("\"clause\":\"item.Size \\u003C 5\",\"file\":\"" + _folder.At("archive.yaml") + "\",\"line\":3,\"column\":37}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_OfASample_IsThatSampleAgain()
    {
        var first = await PlanAsync("--record", _folder.At("again.jsonl"), "--json");
        File.Move(_folder.At("again.jsonl"), _folder.At("items.jsonl"), overwrite: true);
        var again = await PlanAsync("--record", _folder.At("third.jsonl"), "--json");

        Assert.Equal(first, again);
        Assert.Equal(File.ReadAllText(_folder.At("items.jsonl")), File.ReadAllText(_folder.At("third.jsonl")));
        Assert.Contains("\"rating\":4.0", File.ReadAllText(_folder.At("third.jsonl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("try")]
    public async Task Sample_VariablesOfTheSource_AreNotNeededOthersAre(string command)
    {
        _folder.Write("archive.yaml", "name: a\nsource: { use: http, with: { urls: ['${SERVER}/a'], urll: x } }\nsinks: [{ use: filesystem, with: { root: '${ROOT}' } }]\n"u8.ToArray());

        var run = await TgpRun.OfAsync(FileCopies.Plugins, command, _folder.At("archive.yaml"), "--sample", _folder.At("items.jsonl"));

        Assert.Equal((ExitCodes.WrongPipeline, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("SERVER", run.Error, StringComparison.Ordinal);
        Assert.Contains("archive.yaml:2:53: error TGP0004: source.with.urll: unknown.", run.Error, StringComparison.Ordinal);
        Assert.Contains("archive.yaml:3:43: error TGP0010: sinks[0].with.root: The variable ROOT is not set.", run.Error, StringComparison.Ordinal);

        _folder.Write("archive.yaml", "name: a\nsource: { use: http, with: { urls: ['${SERVER}/a'] } }\nsinks: [{ use: filesystem, with: { root: out } }]\n"u8.ToArray());
        var complete = await TgpRun.OfAsync(FileCopies.Plugins, command, _folder.At("archive.yaml"), "--sample", _folder.At("items.jsonl"));
        Assert.Equal("", complete.Error);
        Assert.NotEqual(ExitCodes.WrongPipeline, complete.ExitCode);
    }

    [Fact]
    public async Task Sample_WithMistakes_ReportsAllOfThem()
    {
        File.WriteAllText(_folder.At("items.jsonl"), "{\"name\":\"a\",\"syze\":5}\n\n{\"name\":\n{\"size\":\"5 apples\"}\n");

        var run = await PlanAsync();

        Assert.Equal((ExitCodes.WrongPipeline, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            ["1:1: error TGP0004: syze: unknown.", "3:9: error TGP0021: The line is not JSON.", "4:1: error TGP0005: name: missing.", "4:1: error TGP0006: size: '5 apples' is not a size."],
            run.Error.Split(Environment.NewLine)[..4].Select(line => line.Replace(_folder.At("items.jsonl:"), "", StringComparison.Ordinal)).Select(static line => line[..(line.IndexOf('.', StringComparison.Ordinal) + 1)]));
    }

    [Theory]
    [InlineData("chta", ". Did you mean 'chat'?")]
    [InlineData("Path", ". The source may give it to others.")]
    [InlineData("customer", ".")]
    public async Task Plan_FieldThatNoItemOfTheSampleHas_IsToldWithWhatWasMeant(string field, string expected)
    {
        var run = await PlanAsync("--set", $"filter=item[\"{field}\"].Text != \"x\" && item[\"CHAT\"].Text != \"x\"");

        Assert.EndsWith($"filter: item[\"{field}\"] has no value: none of the 9 items looked at has such a field{expected}{Environment.NewLine}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Connect_NameThatIsThere_IsTaken()
    {
        _folder.Write("out/all/news/2026-01/cat.jpg", [1]);

        var run = await PlanAsync("--connect");

        Assert.Contains("everything: news/2026-01/cat.jpg (taken already)", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 name taken already", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<TgpRun> PlanAsync(params string[] options) => TgpRun.OfAsync(FileCopies.Plugins, ["plan", _folder.At("archive.yaml"), "--sample", _folder.At("items.jsonl"), .. options]);
}
