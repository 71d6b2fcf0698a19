using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Ledgers;

public sealed class VerifyCommandTests
{
    [Fact]
    public async Task Verify_AfterARun_FindsEverythingWhole()
    {
        using var copies = new FileCopies("a.txt", "b.txt");
        await copies.RunAsync("run");

        Assert.Equal(new(ExitCodes.Success, $"whole 2, missing 0, altered 0, foreign 0{Environment.NewLine}", ""), await copies.RunAsync("verify"));
        Assert.Equal(new(ExitCodes.Success, "", ""), await copies.RunAsync("verify", "--quiet"));
    }

    [Fact]
    public async Task Verify_OneAlteredOneLongerOneDeletedOneAdded_ReportsEachWithItsReason()
    {
        using var copies = await DamagedAsync();

        var run = await copies.RunAsync("verify");

        Assert.Equal((ExitCodes.ItemsFailed, ""), (run.ExitCode, run.Error));
        var lines = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.Contains(lines, static line => line.StartsWith("altered   kept: altered.txt: its ", StringComparison.Ordinal));
        Assert.Contains("altered   kept: longer.txt: 22 bytes, committed were 21", lines);
        Assert.Contains("missing   kept: deleted.txt: committed, and not there any more", lines);
        Assert.Contains("foreign   kept: added.txt: committed by no run of this pipeline", lines);
        Assert.Equal("whole 1, missing 1, altered 2, foreign 1", lines[^2]);
        Assert.StartsWith($"'tgp verify {copies.PathOf("copies.yaml")} --refetch' asks once more", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Json_IsAnObjectPerFindingAndTheCountsLast()
    {
        using var copies = await DamagedAsync();

        var run = await copies.RunAsync("verify", "--json");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        var objects = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["added.txt:foreign", "altered.txt:altered", "deleted.txt:missing", "longer.txt:altered"],
            objects.SkipLast(1).Select(static one => $"{one.GetProperty("name")}:{one.GetProperty("verdict")}").Order(StringComparer.Ordinal));
        Assert.Equal("""{"whole":1,"missing":1,"altered":2,"foreign":1,"replaced":0,"skipped":0,"present":0,"not_verified":[],"pending":0}""", objects[^1].GetRawText());
    }

    [Fact]
    public async Task Verify_SinkThatCannotBeReadAgain_IsNamed()
    {
        using var folder = new PipelineFolder("one");
        await folder.RunAsync("run");

        var run = await folder.RunAsync("verify");

        Assert.Equal(
            $"folder: not verified: what this sink has taken cannot be read again{Environment.NewLine}tgp: nothing was verified: no sink of this pipeline can be read again", run.Error.Trim());
        Assert.Equal((ExitCodes.RunFailed, "whole 0, missing 0, altered 0, foreign 0"), (run.ExitCode, run.Output.Trim()));
        Assert.Contains("\"not_verified\":[\"folder\"]", (await folder.RunAsync("verify", "--json")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${TGP_TESTS_UNSET}")]
    [InlineData("${file:secrets/no-such-file}")]
    public async Task Verify_WhatTheSourceNeedsIsNotThere_IsNotAskedFor(string root)
    {
        using var copies = new FileCopies("a.txt", "b.txt");
        await copies.RunAsync("run");
        await File.WriteAllTextAsync(copies.PathOf("copies.yaml"), (await File.ReadAllTextAsync(copies.PathOf("copies.yaml"))).Replace("with: { root: in }", $"with: {{ root: \"{root}\" }}", StringComparison.Ordinal));
        File.Delete(copies.PathOf("out/b.txt"));

        var verified = await copies.RunAsync("verify", "--refetch");
        var run = await copies.RunAsync("run");

        Assert.Equal((ExitCodes.ItemsFailed, ""), (verified.ExitCode, verified.Error));
        Assert.Contains("whole 1, missing 1, altered 0, foreign 0", verified.Output, StringComparison.Ordinal);
        Assert.Contains("1 item asked for once more", verified.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
    }

    [Fact]
    public async Task Verify_AVariableOfASinkIsNotSet_SaysSo()
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run");
        await File.WriteAllTextAsync(copies.PathOf("copies.yaml"), (await File.ReadAllTextAsync(copies.PathOf("copies.yaml"))).Replace("with: { root: out }", "with: { root: \"${TGP_TESTS_UNSET}\" }", StringComparison.Ordinal));

        var run = await copies.RunAsync("verify");

        Assert.Equal((ExitCodes.WrongPipeline, ""), (run.ExitCode, run.Output));
        Assert.Contains("The variable TGP_TESTS_UNSET is not set.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NeverRun_SaysSoAndFails()
    {
        using var copies = new FileCopies("a.txt");

        var run = await copies.RunAsync("verify");

        Assert.Equal((ExitCodes.RunFailed, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("tgp: ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(copies.PathOf("out")));
    }

    private static async Task<FileCopies> DamagedAsync()
    {
        var copies = new FileCopies("whole.txt", "altered.txt", "longer.txt", "deleted.txt");
        Assert.Equal(ExitCodes.Success, (await copies.RunAsync("run")).ExitCode);
        await File.WriteAllTextAsync(copies.PathOf("out/altered.txt"), "content of Altered.txt");
        await File.AppendAllTextAsync(copies.PathOf("out/longer.txt"), "!");
        File.Delete(copies.PathOf("out/deleted.txt"));
        await File.WriteAllTextAsync(copies.PathOf("out/added.txt"), "nobody's");
        return copies;
    }
}
