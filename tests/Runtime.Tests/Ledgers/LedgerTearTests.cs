using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Storage;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

/// <summary>
/// Whatever happens to the log, the ledger says what was true at one moment. Whatever happens to the file, it says nothing that was never true:
/// a row that can no longer be reached may be missing (and is fetched again), never different.
/// </summary>
public sealed class LedgerTearTests : IAsyncLifetime
{
    private const int Page = 4096;
    private const int LogHeader = 32;
    private const int FrameHeader = 24;

    private LedgerImage _image = null!;

    public async Task InitializeAsync() => _image = await LedgerImage.MakeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Open_LogCutAtEveryFrame_SaysALongerAndLongerPrefix()
    {
        var reached = 0;
        for (var length = 0; length <= _image.Log.Length; length = length == 0 ? LogHeader : length + FrameHeader + Page)
        {
            // From the last one on: the ledger may say the same again after a while.
            var state = _image.States.IndexOf(Describe(_image.File, _image.Log[..length])!, reached);
            Assert.InRange(state, reached, _image.States.Count - 1);
            reached = state;
        }

        Assert.Equal(_image.States.Count - 1, reached);
    }

    [Fact]
    public void Open_LogCutAnywhere_SaysAPrefix()
    {
        var random = new Random(1);
        for (var round = 0; round < 40; round++)
            Assert.Contains(Describe(_image.File, _image.Log[..random.Next(_image.Log.Length)])!, _image.States);
    }

    [Fact]
    public void Open_LogScrambledAnywhere_SaysAPrefix()
    {
        var random = new Random(2);
        for (var round = 0; round < 80; round++)
            Assert.Contains(Describe(_image.File, Scramble(_image.Log, random))!, _image.States);
    }

    [Fact]
    public void Open_FileCutAtEveryPage_SaysAPrefixOrThatItIsDamaged()
    {
        for (var length = Page; length < _image.File.Length; length += Page)
        {
            Assert.Contains(Describe(_image.File[..length], _image.Log) ?? _image.States[0], _image.States);
            Assert.Null(Describe(_image.File[..length], []));
        }
    }

    [Fact]
    public void Open_FileScrambledAnywhere_SaysNothingThatWasNeverTrue()
    {
        var random = new Random(3);
        var (facts, damaged) = (_image.Facts, 0);
        for (var round = 0; round < 120; round++)
        {
            var said = Describe(Scramble(_image.File, random), []);
            damaged += said is null ? 1 : 0;
            if (said is not null)
                Assert.DoesNotContain(LedgerImage.FactsOf(said), fact => !facts.Contains(fact));
        }

        Assert.InRange(damaged, 1, 120);
    }

    [Fact]
    public async Task Find_FileScrambledAnywhere_AnswersTheTruthOrNothingOrThatItIsDamaged()
    {
        var random = new Random(4);
        for (var round = 0; round < 30; round++)
        {
            using var folder = Restore(Scramble(_image.File, random), []);
            try
            {
                await using var ledger = folder.Open();
                for (var number = 0; number < 60; number++)
                {
                    var expected = (number % 3) switch { 0 => ItemFate.Pending, 1 => ItemFate.Done, _ => ItemFate.Dead };
                    Assert.Contains(ledger.Find($"channel/{number}"), new KnownItem?[] { null, new KnownItem(expected, $"v{number / 50}") });
                }
            }
            catch (LedgerException damage)
            {
                Assert.Contains(damage.Problem, new[] { LedgerProblem.Damaged, LedgerProblem.Foreign, LedgerProblem.Newer });
            }
        }
    }

    [Fact]
    public void Refresh_AfterDamageWasRead_EndsTheReadWithoutFailingOnceMore()
    {
        var (random, damaged) = (new Random(5), 0);
        for (var round = 0; round < 60; round++)
        {
            using var folder = Restore(Scramble(_image.File, random), []);
            if (Xunit.Record.Exception(() => new ItemFinder(folder.File, 1, TimeProvider.System).Dispose()) is not null)
                continue;
            using var finder = new ItemFinder(folder.File, 1, TimeProvider.System);
            for (var number = 0; number < 60; number++)
            {
                damaged += Xunit.Record.Exception(() => finder.Find($"channel/{number}")) is LedgerException { Problem: LedgerProblem.Damaged } ? 1 : 0;
                finder.Refresh();
            }
        }

        Assert.NotEqual(0, damaged);
    }

    // Null when the ledger says that it is damaged; then a copy must be there, and the ledger as it was.
    private static string? Describe(byte[] file, byte[] log)
    {
        using var folder = Restore(file, log);
        try
        {
            return LedgerImage.Describe(folder.Path);
        }
        catch (LedgerException damage)
        {
            // When the pipeline's very name is hit, the ledger knows no such pipeline, and says which one it knows.
            Assert.True(damage.Problem is LedgerProblem.Damaged or LedgerProblem.Foreign or LedgerProblem.Newer || damage.Message.Contains("Known are: ", StringComparison.Ordinal), damage.ToString());
            Assert.Equal(file, File.ReadAllBytes(folder.File));
            if (damage.Problem == LedgerProblem.Damaged)
                Assert.Equal(file, File.ReadAllBytes(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(folder.File)!, "*.damaged-*"), name => !name.EndsWith("-wal", StringComparison.Ordinal))));
            return null;
        }
    }

    private static LedgerFolder Restore(byte[] file, byte[] log)
    {
        var folder = new LedgerFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File)!);
        File.WriteAllBytes(folder.File, file);
        if (log.Length > 0)
            File.WriteAllBytes(folder.File + "-wal", log);
        return folder;
    }

    private static byte[] Scramble(byte[] bytes, Random random)
    {
        var scrambled = (byte[])bytes.Clone();
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var at = random.Next(scrambled.Length);
            random.NextBytes(scrambled.AsSpan(at, Math.Min(random.Next(1, 40), scrambled.Length - at)));
        }

        return scrambled;
    }
}
