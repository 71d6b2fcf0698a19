using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Ledgers;

/// <summary>Records are verified by their keys: which are there, which are not, and which nobody here wrote.</summary>
public sealed class VerifyRecordsTests : IDisposable
{
    private readonly FileCopies _copies = new("a.txt", "b.txt", "c.txt");

    public VerifyRecordsTests() => File.WriteAllText(_copies.PathOf("copies.yaml"), File.ReadAllText(_copies.PathOf("copies.yaml"))
        .Replace("{ use: filesystem, name: kept, with: { root: out } }", "{ use: jsonl, name: lines, with: { path: lines.jsonl } }", StringComparison.Ordinal));

    private string Lines => _copies.PathOf("lines.jsonl");

    public void Dispose() => _copies.Dispose();

    [Fact]
    public async Task Verify_AllRecordsAreThere_SaysThatTheirFieldsWereNotCompared()
    {
        await _copies.RunAsync("run");

        var run = await _copies.RunAsync("verify");

        Assert.Equal(new(ExitCodes.Success, $"whole 0, missing 0, altered 0, foreign 0, records there by their keys, fields not compared 3{Environment.NewLine}", ""), run);
        Assert.EndsWith("\"present\":3,\"not_verified\":[],\"pending\":0}", (await _copies.RunAsync("verify", "--json")).Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OneIsMissingOneTornOneForeign_NamesThemAndChangesNothing()
    {
        await _copies.RunAsync("run");
        var lines = await File.ReadAllLinesAsync(Lines);
        // The last one without its end, as a kill leaves it.
        var left = $"{lines[0]}\n{{\"type\":\"notes\",\"key\":\"other\"}}\n{lines[2][..^1]}";
        await File.WriteAllTextAsync(Lines, left);

        var run = await _copies.RunAsync("verify");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Contains("foreign   lines: other: a record of type 'notes' that no run of this pipeline has written", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split('\n').Count(static line => line.StartsWith("missing   lines: ", StringComparison.Ordinal) && line.Contains("its record of type 'filesystem' was written, and is not there any more", StringComparison.Ordinal)));
        Assert.Contains("missing 2, altered 0, foreign 1, records there by their keys, fields not compared 1", run.Output, StringComparison.Ordinal);
        Assert.Equal(left, await File.ReadAllTextAsync(Lines));
    }

    [Fact]
    public async Task Verify_ALineIsDamagedBehindItsKey_SaysSoAndRefetchMendsIt()
    {
        await _copies.RunAsync("run");
        var lines = await File.ReadAllLinesAsync(Lines);
        lines[1] = lines[1][..^5] + "\0\0\0\0\0";
        await File.WriteAllLinesAsync(Lines, lines);

        var run = await _copies.RunAsync("verify");
        var asked = await _copies.RunAsync("verify", "--refetch");
        await _copies.RunAsync("run");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Matches(@"altered   lines: [abc]\.txt: its record of type 'filesystem' is damaged: it cannot be read any more", run.Output);
        Assert.Contains("missing 0, altered 1, foreign 0, records there by their keys, fields not compared 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 item asked for once more", asked.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, (await _copies.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Verify_FileOfRecordsInsideAFolderOfFiles_IsNotForeignThere()
    {
        var text = await File.ReadAllTextAsync(_copies.PathOf("copies.yaml"));
        await File.WriteAllTextAsync(_copies.PathOf("copies.yaml"), text
            .Replace("{ use: jsonl,", "{ use: filesystem, name: kept, with: { root: out } }, { use: jsonl,", StringComparison.Ordinal)
            .Replace("path: lines.jsonl", "path: out/deep/lines.jsonl", StringComparison.Ordinal));
        await _copies.RunAsync("run");

        var run = await _copies.RunAsync("verify");

        Assert.Equal(new(ExitCodes.Success, $"whole 3, missing 0, altered 0, foreign 0, records there by their keys, fields not compared 3{Environment.NewLine}", ""), run);
    }

    [Fact]
    public async Task Refetch_RecordsAreMissing_TheNextRunWritesThemAgainAndNoOthers()
    {
        await _copies.RunAsync("run");
        var all = await File.ReadAllLinesAsync(Lines);
        await File.WriteAllTextAsync(Lines, all[0] + "\n");

        var asked = await _copies.RunAsync("verify", "--refetch");
        var run = await _copies.RunAsync("run");
        var verified = await _copies.RunAsync("verify");

        Assert.Contains("2 items asked for once more", asked.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Equal(all.Order(StringComparer.Ordinal), (await File.ReadAllLinesAsync(Lines)).Order(StringComparer.Ordinal));
        Assert.Equal(ExitCodes.Success, verified.ExitCode);
    }

    [Fact]
    public async Task Verify_ARunHoldsTheFile_SaysSoAndThatNothingWasVerified()
    {
        await _copies.RunAsync("run");
        await using var held = new FileStream(Lines, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var run = await _copies.RunAsync("verify");

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.Contains("lines: not verified: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("missing   ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ARunHoldsTheFileOfOneOfTwoSinks_VerifiesTheOtherAndIsNoSuccess()
    {
        var text = await File.ReadAllTextAsync(_copies.PathOf("copies.yaml"));
        await File.WriteAllTextAsync(_copies.PathOf("copies.yaml"), text.Replace("{ use: jsonl,", "{ use: filesystem, name: kept, with: { root: out } }, { use: jsonl,", StringComparison.Ordinal));
        await _copies.RunAsync("run");
        await using var held = new FileStream(Lines, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var run = await _copies.RunAsync("verify");

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.Contains("whole 3, missing 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("lines: not verified: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FileIsGone_MissesEveryRecord()
    {
        await _copies.RunAsync("run");
        File.Delete(Lines);

        var run = await _copies.RunAsync("verify");

        Assert.Contains("whole 0, missing 3, altered 0, foreign 0", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Lines));
    }
}
