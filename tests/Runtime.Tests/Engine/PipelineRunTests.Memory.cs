using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Tests.Ledgers;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>What a later run does with what an earlier one has remembered.</summary>
public sealed partial class PipelineRunTests
{
    [Theory]
    [InlineData(DuplicateContent.Skip)]
    [InlineData(DuplicateContent.Hardlink)]
    public async Task Run_KilledBetweenSealAndCommitWithDedupe_IsFinishedWithoutFetchingAndKnownToTwins(DuplicateContent dedupe)
    {
        using var folder = new LedgerFolder();
        var content = Some.Bytes(1_000);
        var sha256 = Some.Seal(content).Digests[1];
        using var abort = new CancellationTokenSource();
        var sink = new PartialSink
        {
            BeforeCommit = _ =>
            {
                if (abort.IsCancellationRequested)
                    return;
                abort.Cancel();
                abort.Token.ThrowIfCancellationRequested();
            },
        };
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(content)) { Validator = "v1" });
        await using (var ledger = folder.Open())
            await new EngineRig { Source = source, RealLedger = ledger, Dedupe = dedupe }.To("disk", sink).RunAsync(abort: abort.Token);
        Assert.Empty(sink.Committed);

        await using (var ledger = folder.Open())
        {
            var outcome = await new EngineRig { Source = source, RealLedger = ledger, Dedupe = dedupe }.To("disk", sink).RunAsync();

            Assert.Equal((1L, 0L), (outcome.Counts.Done, outcome.Counts.Pending));
            Assert.Equal("1", ledger.FindContent("disk", sha256)?.ItemId);
        }

        Assert.Single(source.Opened);
        Assert.Equal(content, sink.Committed["1.bin"]);
    }

    [Fact]
    public async Task Run_NearlyEverythingIsKnown_AsksTheSourceForWhatIsNewOnly()
    {
        using var folder = new LedgerFolder();
        var source = new GrowingSource { Posts = 5_000 };
        await using (var ledger = folder.Open())
            await new EngineRig { Source = source, RealLedger = ledger }.To("memory", new CollectingSink()).RunAsync();
        (source.Found, source.Opened) = (0, 0);

        await using (var ledger = folder.Open())
            Assert.Equal(5_000, (await new EngineRig { Source = source, RealLedger = ledger }.To("memory", new CollectingSink()).RunAsync()).Counts.Done);
        Assert.Equal((0, 0), (source.Found, source.Opened));

        source.Posts = 5_003;
        await using (var ledger = folder.Open())
            Assert.Equal(5_003, (await new EngineRig { Source = source, RealLedger = ledger }.To("memory", new CollectingSink()).RunAsync()).Counts.Done);
        Assert.Equal((3, 3), (source.Found, source.Opened));

        // One that cannot begin in the middle finds all again, and still nothing is opened.
        source.BeginsInTheMiddle = false;
        await using (var ledger = folder.Open())
            Assert.Equal(5_003, (await new EngineRig { Source = source, RealLedger = ledger }.To("memory", new CollectingSink()).RunAsync()).Counts.Done);
        Assert.Equal((5_006, 3), (source.Found, source.Opened));
    }

    /// <summary>A source to which somebody posts; counts what it is asked for.</summary>
    private sealed class GrowingSource : ISource
    {
        public int Posts { get; set; }

        public int Found { get; set; }

        public int Opened { get; set; }

        public bool BeginsInTheMiddle { get; set; } = true;

        public IReadOnlyList<Lane> Lanes { get; } = [new("one")];

        public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var post = cursor is null || !BeginsInTheMiddle ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) + 1; post < Posts; post++)
            {
                Found++;
                yield return new ItemGroup($"{post}", [Some.Item($"{post}", 1)]) { Cursor = $"{post}" };
            }

            await Task.CompletedTask;
        }

        public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
        {
            lock (this)
                Opened++;
            return new(new Content(new MemoryStream([1])));
        }

        public ValueTask DisposeAsync() => default;
    }
}
