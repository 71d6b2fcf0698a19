using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Logging;

/// <summary>What a run leaves in its log file and on the console.</summary>
public sealed class RunLogTests
{
    [Fact]
    public async Task LogFile_AtDebug_HasPipelineLaneWorkerAndItemInEveryItemEvent()
    {
        using var folder = new PipelineFolder("one", "two");

        await folder.RunAsync("run", "--quiet", "--log-level", "debug", "--log-file", folder.PathOf("logs/run.log"));

        var events = ReadLog(folder);
        Assert.All(events, static one => Assert.Equal("notes", one.GetProperty("Properties").GetProperty("Pipeline").GetString()));
        var ofItem = events.Where(static one => one.GetProperty("Properties").TryGetProperty("Item", out var item) && item.GetString() == "2").ToList();
        Assert.Equal(["fetching 2.txt, attempt 1", "committed 2.txt in folder, 3 bytes", "2.txt is Done"], ofItem.Select(static one => one.GetProperty("RenderedMessage").GetString()!.Replace("\"", "", StringComparison.Ordinal)));
        Assert.All(ofItem, static one => Assert.Equal("file", one.GetProperty("Properties").GetProperty("Lane").GetString()));
        Assert.All(ofItem, static one => Assert.InRange(one.GetProperty("Properties").GetProperty("Worker").GetInt32(), 1, 1024));
    }

    [Fact]
    public async Task LogFile_WhatAPluginLogs_KnowsItemLaneAndWorker()
    {
        using var folder = new PipelineFolder().WithTrouble("talkative");

        await folder.RunAsync("run", "--log-file", folder.PathOf("logs/run.log"));

        var said = Assert.Single(ReadLog(folder), static one => one.GetProperty("MessageTemplate").GetString() == "opening for {Visitor}").GetProperty("Properties");
        Assert.Equal("item-1|only|trouble|trouble.trouble", string.Join('|', new[] { "Item", "Lane", "Pipeline", "SourceContext" }.Select(key => said.GetProperty(key).GetString())));
        Assert.True(said.GetProperty("Worker").GetInt32() > 0);
    }

    [Fact]
    public async Task Console_WhatAPluginLogs_IsHarmless()
    {
        using var folder = new PipelineFolder().WithTrouble("talkative");

        var run = await folder.RunAsync("run");

        Assert.Contains("warn  opening for a guest\\u001b[31m", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
    }

    [Theory]
    [InlineData("debug", "debug committed 1.txt in folder", true)]
    [InlineData("information", "debug committed", false)]
    [InlineData("warning", "info  run of notes begins", false)]
    [InlineData("none", "info  run of notes begins", false)]
    public async Task Console_Level_IsAsAsked(string level, string line, bool expected)
    {
        using var folder = new PipelineFolder("one");

        var run = await folder.RunAsync("run", "--log-level", level);

        Assert.Equal(expected, run.Output.Contains(line, StringComparison.Ordinal));
        Assert.Contains("found 1 = done 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoggingSection_LevelAndFile_AreTakenFromThePipeline()
    {
        using var folder = new PipelineFolder().WithTrouble("talkative");
        await File.AppendAllTextAsync(folder.Pipeline, "\nlogging: { level: warning, file: logs/own.log, roll: never }");

        var run = await folder.RunAsync("run");

        Assert.DoesNotContain("info ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"Level\":\"Warning\"", Assert.Single(await File.ReadAllLinesAsync(folder.PathOf("logs/own.log"))), StringComparison.Ordinal);
    }

    private static List<JsonElement> ReadLog(PipelineFolder folder)
    {
        var file = Assert.Single(Directory.EnumerateFiles(folder.PathOf("logs")));
        Assert.Matches(@"run\d{8}\.log$", file);
        return [.. File.ReadLines(file).Select(static line => JsonDocument.Parse(line).RootElement)];
    }
}
