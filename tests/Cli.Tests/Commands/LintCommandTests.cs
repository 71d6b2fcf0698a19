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
    public async Task Lint_Sarif_IsALogWithARuleAndAResultPerFinding()
    {
        using var folder = new PipelineFolder("one").Write("engine: { producers: many }");

        var lint = await folder.RunAsync("lint", "--format", "sarif");

        using var json = JsonDocument.Parse(lint.Output);
        var run = json.RootElement.GetProperty("runs")[0];
        Assert.Equal(ExitCodes.WrongPipeline, lint.ExitCode);
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        Assert.Equal("TGP0006", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("id").GetString());
        Assert.Equal(7, run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Fact]
    public async Task Lint_UnknownFormat_IsWrongUsage()
    {
        using var folder = new PipelineFolder("one");

        Assert.Equal(ExitCodes.WrongUsage, (await folder.RunAsync("lint", "--format", "xml")).ExitCode);
    }

    [Fact]
    public async Task Lint_Connect_TellsOfEveryConnectionAndWritesNothing()
    {
        using var folder = new PipelineFolder("one");

        var lint = await folder.RunAsync("lint", "--connect");

        Assert.Equal(["source lines: has nothing to test", "sink folder: has nothing to test", "notes: no mistakes"], lint.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(folder.Moved());
    }

    [Theory]
    [InlineData("--connect", ExitCodes.WrongPipeline, "trouble.yaml:2:9: error TGP0020: source: source trouble cannot be used: nobody answers at the door")]
    [InlineData("--quiet", ExitCodes.Success, "")]
    public async Task Lint_ConnectionThatDoesNotWork_IsAFindingOnlyWhenAskedFor(string option, int exitCode, string finding)
    {
        using var folder = new PipelineFolder("one").WithTrouble("closed");

        var lint = await folder.RunAsync("lint", option);

        Assert.Equal(exitCode, lint.ExitCode);
        Assert.Equal(finding, lint.Output.Split(Environment.NewLine)[0].Replace(folder.Pipeline, "trouble.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x.txt", "3:8: warning TGP0022: path: uses nothing of the item")]
    [InlineData("{item[\"a\"].Text.Length}{item.Id}", "3:9: warning TGP0016: path: 'item[\"a\"].Text' may be missing")]
    public async Task Lint_Warning_IsGivenEveryTime(string path, string expected)
    {
        using var folder = new PipelineFolder("one").Write("", path);

        var first = await folder.RunAsync("lint");
        var again = await folder.RunAsync("lint");

        Assert.StartsWith($"{folder.Pipeline}:{expected}", first.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 warning" + Environment.NewLine, first.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, first.ExitCode);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Lint_FileThatDoesNotExist_IsAFindingToo()
    {
        var run = await TgpRun.OfAsync("/nowhere", "lint", "/does/not/exist.yaml");

        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
        Assert.StartsWith("/does/not/exist.yaml: error TGP0001", run.Output, StringComparison.Ordinal);
    }
}
