using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class LedgerFileTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    public LedgerFileTests() => Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a photo, not a ledger")]
    [InlineData("SQLite format 3\0 but then something else entirely, and more than a hundred bytes of it so that there is a whole header to look at")]
    public async Task Open_ForeignFile_IsRefusedAndUntouched(string content)
    {
        await File.WriteAllTextAsync(_folder.File, content);
        Assert.Equal(LedgerProblem.Foreign, Assert.Throws<LedgerException>(() => _folder.Open()).Problem);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder.File));
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_IsRefusedAndUntouched()
    {
        using (var other = SqliteFile.Open(_folder.File, readOnly: false))
            other.Execute("CREATE TABLE bookmarks(url TEXT)");
        var before = await File.ReadAllBytesAsync(_folder.File);
        Assert.Equal(LedgerProblem.Foreign, Assert.Throws<LedgerException>(() => _folder.Open()).Problem);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task Open_NewerLedger_IsRefusedAndUntouched()
    {
        await using (_folder.Open())
        {
        }

        using (var newer = SqliteFile.Open(_folder.File, readOnly: false))
            newer.Execute("PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(_folder.File);
        var refused = Assert.Throws<LedgerException>(() => _folder.Open());
        Assert.Equal(LedgerProblem.Newer, refused.Problem);
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task Open_EmptyFileWithoutLog_IsANewLedger()
    {
        await File.WriteAllBytesAsync(_folder.File, []);
        await using var ledger = _folder.Open();
        Assert.Equal(0, ledger.Counts.Found);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_LogWithoutItsFile_IsDamageAndTheLogIsKept(bool fileExists)
    {
        if (fileExists)
            await File.WriteAllBytesAsync(_folder.File, []);
        await File.WriteAllTextAsync(_folder.File + "-wal", "what was remembered");
        Assert.Equal(LedgerProblem.Damaged, Assert.Throws<LedgerException>(() => _folder.Open()).Problem);
        Assert.Equal("what was remembered", await File.ReadAllTextAsync(_folder.File + "-wal"));
        Assert.Equal("what was remembered", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_folder.File)!, "*.damaged-*-wal"))));
    }

    [Fact]
    public async Task Open_TruncatedFile_IsDamageWithOneCopyHoweverOftenItIsTried()
    {
        await using (var ledger = _folder.Open())
        {
            for (var number = 0; number < 200; number++)
                ledger.AddGroup(Item($"{number}"), [ItemFate.Filtered]);
        }

        using (var file = File.OpenWrite(_folder.File))
            file.SetLength(file.Length - (4 * 4096));
        var before = await File.ReadAllBytesAsync(_folder.File);
        for (var attempt = 0; attempt < 3; attempt++)
            Assert.Equal(LedgerProblem.Damaged, Assert.Throws<LedgerException>(() => _folder.Open()).Problem);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File));
        Assert.Equal(before, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_folder.File)!, "*.damaged-*"))));
    }

    [Fact]
    public async Task Open_ManyPipelinesOfANewFolderAtOnce_AllSucceed()
    {
        await Parallel.ForAsync(0, 8, async (number, _) =>
        {
            await using var ledger = _folder.Open($"pipeline {number}");
            ledger.AddGroup(Item("1"), [ItemFate.Pending]);
        });
        await using var last = _folder.Open("pipeline 7");
        Assert.Equal(1, last.Counts.Found);
    }

    [Fact]
    public void Upgrade_OlderFile_RunsOnlyTheMissingSteps()
    {
        using var file = SqliteFile.Open(_folder.File, readOnly: false);
        LedgerSchema.Upgrade(file, ["CREATE TABLE one(a);"]);
        file.Execute("INSERT INTO one VALUES(7)");
        LedgerSchema.Upgrade(file, ["CREATE TABLE one(a);", "ALTER TABLE one ADD COLUMN b DEFAULT 5;", "CREATE TABLE three(c);"]);
        Assert.Equal(12, file.ReadInteger("SELECT a + b FROM one"));
        Assert.Equal((3, LedgerSchema.ApplicationId), (file.ReadInteger("PRAGMA user_version"), file.ReadInteger("PRAGMA application_id")));
    }

    [Fact]
    public void Upgrade_StepFails_LeavesTheOldFile()
    {
        using var file = SqliteFile.Open(_folder.File, readOnly: false);
        LedgerSchema.Upgrade(file, ["CREATE TABLE one(a);"]);
        Assert.Throws<SqliteFailure>(() => LedgerSchema.Upgrade(file, ["", "CREATE TABLE two(a);", "CREATE TABLE one(a);"]));
        Assert.Equal((1, 1), (file.ReadInteger("PRAGMA user_version"), file.ReadInteger("SELECT count(*) FROM sqlite_schema")));
    }
}
