using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Care;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class LedgerCareTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_SoundLedger_FindsNothing()
    {
        await FillAsync(500);
        var result = LedgerCheck.Run(_folder.Path);
        Assert.Equal(500, result.Items);
        Assert.Empty(result.Problems);
    }

    [Fact]
    public async Task Check_WhileRunning_FindsNothing()
    {
        await FillAsync(100);
        await using var ledger = _folder.Open();
        ledger.AddGroup(Item("more"), [ItemFate.Filtered]);
        await ledger.FlushAsync(CancellationToken.None);
        Assert.Empty(LedgerCheck.Run(_folder.Path).Problems);
    }

    [Fact]
    public async Task Repair_SoundLedger_ChangesNothingAndKeepsACopy()
    {
        await FillAsync(500);
        var result = LedgerRepair.Run(_folder.Path);
        Assert.Equal(500, result.Items);
        Assert.Empty(result.Problems);
        Assert.True(File.Exists(result.DamagedCopy));
        await using var ledger = _folder.Open();
        Assert.Equal(new LedgerStart("c499", 100, StoppedCleanly: true), ledger.Start);
        Assert.Equal(new LedgerCounts(100, 300, 0, 0, 100), ledger.Counts);
        Assert.All(await PendingAsync(ledger), group => Assert.Equal(300, Assert.Single(group.Deliveries).State!.Offset));
    }

    [Fact]
    public async Task Repair_PagesDestroyed_SavesTheRestAndBeginsDiscoveryAnew()
    {
        await FillAsync(2_000);
        // Three pages of rows in the middle of the file become noise.
        using (var file = File.OpenWrite(_folder.File))
        {
            var noise = new byte[3 * 4096];
            new Random(1).NextBytes(noise);
            file.Position = file.Length / 2 / 4096 * 4096;
            file.Write(noise);
        }

        Assert.NotEmpty(LedgerCheck.Run(_folder.Path).Problems);
        var before = await File.ReadAllBytesAsync(_folder.File);
        var result = LedgerRepair.Run(_folder.Path);
        Assert.InRange(result.Items, 1_000, 1_999);
        Assert.Equal(2_000 - result.Items, result.Lost);
        Assert.DoesNotContain(result.Problems, static problem => problem.Contains("from key", StringComparison.Ordinal) || problem.Contains('{') || problem.Contains('\n'));
        Assert.NotEmpty(result.Problems);
        Assert.Equal(before, await File.ReadAllBytesAsync(result.DamagedCopy));
        Assert.Empty(LedgerCheck.Run(_folder.Path).Problems);
        await using var ledger = _folder.Open();
        Assert.Null(ledger.Start.Cursor);
        Assert.Equal(result.Items, ledger.Counts.Found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Repair_OnePageDestroyed_AlwaysLeavesAUsableLedger(int page)
    {
        await FillAsync(80);
        using (var file = File.OpenWrite(_folder.File))
        {
            // Of the first page its marks stay: without them it is nobody's ledger.
            file.Position = Math.Max(100, (page - 1) * 4096);
            file.Write(new byte[3000]);
        }

        var before = await File.ReadAllBytesAsync(_folder.File);
        var result = LedgerRepair.Run(_folder.Path);

        // Pages 3 and 5 are indexes: all that they say is in the tables too.
        Assert.Equal(page is 3 or 5, result is { Items: 80, Lost: 0, Problems.Count: 0 });
        Assert.Equal(before, await File.ReadAllBytesAsync(result.DamagedCopy));
        Assert.Empty(LedgerCheck.Run(_folder.Path).Problems);
        await using var ledger = _folder.Open();
        Assert.Equal(result.Items, ledger.Counts.Found);
        Assert.Equal(page is 3 or 5 ? "c79" : null, ledger.Start.Cursor);
        if (result.Lost is { } lost)
            Assert.Equal(80, result.Items + lost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Repair_NothingIsLeftButTheLog_LeavesAnEmptyLedger(bool isThere)
    {
        await FillAsync(1);
        await File.WriteAllBytesAsync(_folder.File + "-wal", new byte[64]);
        if (isThere)
            await File.WriteAllBytesAsync(_folder.File, []);
        else
            File.Delete(_folder.File);

        var result = LedgerRepair.Run(_folder.Path);

        Assert.Equal((0, default(long?)), (result.Items, result.Lost));
        Assert.Equal(64, new FileInfo(result.DamagedCopy + "-wal").Length);
        await using var ledger = _folder.Open();
        Assert.Equal(0, ledger.Counts.Found);
    }

    [Fact]
    public async Task Repair_PipelineRunning_IsRefused()
    {
        await using var ledger = _folder.Open();
        Assert.Equal(LedgerProblem.InUse, Assert.Throws<LedgerException>(() => LedgerRepair.Run(_folder.Path)).Problem);
    }

    private async Task FillAsync(int items)
    {
        await using var ledger = _folder.Open();
        for (var number = 0; number < items; number++)
        {
            var id = $"channel/{number}";
            ledger.AddGroup(new ItemGroup(id, [Item(id, "v")]) { Cursor = $"c{number}" }, [ItemFate.Pending]);
            ledger.SaveDelivery(Delivery(id, offset: 300));
            if (number % 5 == 0)
                continue;
            if (number % 5 == 1)
                ledger.AddFailure(Failure(id));
            else
                ledger.EndDelivery(id, "disk", new Receipt(id), Seal());
            ledger.EndItem(id, number % 5 == 1 ? ItemFate.Dead : ItemFate.Done);
        }
    }
}
