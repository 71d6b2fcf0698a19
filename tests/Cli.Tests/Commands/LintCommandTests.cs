using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class LintCommandTests
{
    [Fact]
    public async Task Lint_GoodPipeline_SaysSo()
    {
        using var folder = new PipelineFolder("one");

        Assert.Equal(new(ExitCodes.Success, "notes: no mistakes" + Environment.NewLine, ""), await folder.RunAsync("lint"));
    }

    [Fact]
    public async Task Lint_SeveralMistakes_ReportsAllWithTheirPlaces()
    {
        using var folder = new PipelineFolder("one").Write("filter: item.Sise > 3\nengine: { producers: many }");

        var run = await folder.RunAsync("lint");

        Assert.Equal((ExitCodes.WrongPipeline, ""), (run.ExitCode, run.Error));
        var lines = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"{folder.Pipeline}:7:14: error TGP", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Pipeline}:8:", lines[1], StringComparison.Ordinal);
        Assert.Equal("2 errors", lines[^1]);
    }

    [Fact]
    public async Task Lint_Json_IsAListOfFindings()
    {
        using var folder = new PipelineFolder("one").Write("engine: { producers: many }");

        using var json = JsonDocument.Parse((await folder.RunAsync("lint", "--json")).Output);

        var finding = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("error", 7, "engine.producers"), (finding.GetProperty("severity").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("path").GetString()));
        Assert.Matches("^TGP[0-9]{4}$", finding.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Lint_FileThatDoesNotExist_IsAFindingToo()
    {
        var run = await TgpRun.OfAsync("/nowhere", "lint", "/does/not/exist.yaml");

        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
        Assert.StartsWith("/does/not/exist.yaml: error TGP0001", run.Output, StringComparison.Ordinal);
    }
}
