using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Care;
using TgPlatform.Runtime.Ledgers.Reading;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class LedgerKillTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_AfterKillsInTheMiddleOfWrites_KeepsWhatWasPromisedAndInventsNothing()
    {
        var random = new Random(7);
        for (var round = 0; round < 6; round++)
        {
            var promised = await RunAndKillAsync(random.Next(1, 300));
            Assert.Empty(LedgerCheck.Run(_folder.Path).Problems);
            await using var ledger = _folder.Open();
            Assert.False(ledger.Start.StoppedCleanly);
            await AssertIsPrefixAsync(ledger, promised);
        }
    }

    [Fact]
    public async Task Open_HeldByAnotherProcess_NamesItAndWorksOnceItIsKilled()
    {
        using var victim = LedgerVictim.Start(_folder.Path);
        Assert.StartsWith("begun", await victim.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        var refused = Assert.Throws<LedgerException>(() => _folder.Open());
        Assert.Equal(LedgerProblem.InUse, refused.Problem);
        Assert.Contains($"process {victim.Id}.", refused.Message, StringComparison.Ordinal);
        using (var reader = LedgerReader.Open(_folder.Path))
            Assert.Equal(victim.Id, reader.Status(Pipeline).RunningProcess);
        using (var second = LedgerVictim.Start(_folder.Path))
            Assert.Contains($"process {victim.Id}.", await second.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);

        victim.Kill();
        await victim.WaitForExitAsync();
        using (var reader = LedgerReader.Open(_folder.Path))
            Assert.Null(reader.Status(Pipeline).RunningProcess);
        await using var ledger = _folder.Open();
        Assert.False(ledger.Start.StoppedCleanly);
    }

    private async Task<List<string>> RunAndKillAsync(int afterPromises)
    {
        using var victim = LedgerVictim.Start(_folder.Path);
        var promised = new List<string>();
        while (promised.Count < afterPromises && await victim.StandardOutput.ReadLineAsync() is { } line)
            promised.Add(line);
        victim.Kill();

        // What it still said before the blow counts too; half a line does not.
        var rest = await victim.StandardOutput.ReadToEndAsync();
        promised.AddRange(rest.Split('\n').SkipLast(1));
        await victim.WaitForExitAsync();
        Assert.True(promised.Count >= afterPromises, await victim.StandardError.ReadToEndAsync());
        return promised;
    }

    // The victim says things in one order, so only the very last item may be anything but done.
    private static async Task AssertIsPrefixAsync(SqliteLedger ledger, List<string> promised)
    {
        var (counts, last) = (ledger.Counts, (ledger.Counts.Found / 2) - 1);
        Assert.Equal((counts.Filtered, 0, 0), (last + 1, counts.Skipped, counts.Dead));
        Assert.InRange(counts.Pending, 0, 1);
        Assert.Equal($"{last}", ledger.Start.Cursor);
        for (var number = 0; number < last; number++)
            Assert.Equal(new KnownItem(ItemFate.Done, null), ledger.Find($"{number}"));
        var pending = (await PendingAsync(ledger)).SingleOrDefault();
        Assert.Equal(counts.Pending == 1 ? $"{last}" : null, pending?.Group.Items.Single().Id);
        foreach (var (word, id) in promised.Select(line => line.Split(' ')).Select(words => (words[0], words[1])))
        {
            Assert.InRange(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), 0, last);
            if (pending?.Group.Items[0].Id != id)
                continue;
            Assert.Equal("begun", word);
            Assert.True(Assert.Single(pending.Deliveries) is { Ended: true } or { State.Offset: 10 or 20 });
        }

        // The next round goes on with a new item: ends this one as a run would.
        if (pending is not null)
            ledger.EndItem($"{last}", ItemFate.Done);
        await ledger.FlushAsync(CancellationToken.None);
    }
}
