using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class SchemaCommandTests
{
    [Fact]
    public async Task Schema_LoadedPlugins_OffersTheirOptions()
    {
        using var folder = new PipelineFolder("one");

        var run = await TgpRun.OfAsync(folder.Plugins.Root, "schema");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        using var schema = JsonDocument.Parse(run.Output);
        Assert.Contains("\"lines\"", schema.RootElement.GetProperty("properties").GetProperty("source").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_Output_WritesTheSameIntoTheFile()
    {
        using var folder = new PipelineFolder("one");
        var shown = await TgpRun.OfAsync(folder.Plugins.Root, "schema");

        var written = await TgpRun.OfAsync(folder.Plugins.Root, "schema", "--output", folder.PathOf("pipeline.schema.json"));

        Assert.Equal(new(ExitCodes.Success, "", ""), written);
        Assert.Equal(shown.Output.ReplaceLineEndings("\n"), await File.ReadAllTextAsync(folder.PathOf("pipeline.schema.json")));
    }

    [Fact]
    public async Task Schema_OutputThatCannotBeWritten_SaysSo()
    {
        var run = await TgpRun.OfAsync("/nowhere", "schema", "--output", "/does/not/exist/schema.json");

        Assert.Equal((ExitCodes.RunFailed, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("tgp: /does/not/exist/schema.json cannot be written: ", run.Error, StringComparison.Ordinal);
    }
}
