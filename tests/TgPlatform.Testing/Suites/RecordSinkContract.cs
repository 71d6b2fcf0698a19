using TgPlatform.Contracts;
using Xunit;
using Record = TgPlatform.Contracts.Record;

namespace TgPlatform.Testing;

/// <summary>
/// What every record sink promises. A plugin's test class inherits it, says how to make the sink and how to look at its store, and runs all of it.
/// </summary>
public abstract class RecordSinkContract
{
    private protected const string Type = "suite.note", OtherType = "suite.other";

    /// <summary>A new sink over the test's own store; made several times per test, like a sink of a later process.</summary>
    protected abstract IRecordSink Create();

    /// <summary>Every record in the store now, in the order in which they were stored, looked up without the sink. What is not a whole record must make it fail.</summary>
    protected abstract ValueTask<IReadOnlyList<StoredRecord>> StoredAsync();

    /// <summary>What the sink does with a record that comes again.</summary>
    protected virtual OnRecordAgain OnAgain => OnRecordAgain.Adds;

    /// <summary>
    /// Leaves the store as a kill within a write would: of the last record only a part. False where a store takes a batch whole or not at all.
    /// </summary>
    protected virtual ValueTask<bool> TearAsync() => new(false);

    [Fact]
    public async Task Write_SomeBatches_AreThereInOrderForLaterProcesses()
    {
        await WriteAsync([Note("1"), Note("2")], [Note("3")]);
        await WriteAsync([Note("4")]);

        await AssertStoredAsync(Stored("1"), Stored("2"), Stored("3"), Stored("4"));
    }

    [Fact]
    public async Task Write_WhenItReturns_IsThereAtOnce()
    {
        await using var sink = await StartAsync();
        await sink.WriteBatchAsync(Type, [Note("1")], Patience.Limit);
        await AssertStoredAsync(Stored("1"));
        await sink.WriteBatchAsync(Type, [Note("2")], Patience.Limit);
        await AssertStoredAsync(Stored("1"), Stored("2"));
    }

    [Fact]
    public async Task Write_OneKeyInTwoTypes_KeepsThemApart()
    {
        await using var sink = await StartAsync();
        await sink.WriteBatchAsync(Type, [Note("1", "a")], Patience.Limit);
        await sink.WriteBatchAsync(OtherType, [Note("1", "b", OtherType)], Patience.Limit);

        var stored = await StoredAsync();
        Assert.Equal([new(Type, "1", "a"), new(OtherType, "1", "b")], stored.OrderBy(static one => one.Text, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_HostileTexts_AreStoredAsTheyAre()
    {
        string[] texts = ["", " ", "two\nlines\r\nand more", "\"quoted\"", "back\\slash", "{\"type\":\"x\"}\n", "größer 漢字 😀", "tab\tbell\a", "'; drop table notes; --", new('x', 200_000)];
        await WriteAsync([.. texts.Select(static (text, index) => Note($"{index}", text))]);

        Assert.Equal(texts, (await StoredAsync()).Select(static one => one.Text));
    }

    [Fact]
    public async Task Write_EveryKindOfField_IsTaken()
    {
        var date = new DateTimeOffset(2030, 1, 31, 12, 0, 0, TimeSpan.FromHours(1));
        KeyValuePair<string, FieldValue>[] fields =
        [
            new("text", "all"), new("count", long.MaxValue), new("share", 0.1), new("none", double.NaN), new("much", double.PositiveInfinity), new("pinned", true), new("sent", date), new("tags", new[] { "a", "" }),
        ];
        await WriteAsync([Note("1"), new(Type, "2", Note("2").Item with { Size = 5, Date = date, Fields = new(fields) }), new(Type, "3", new Item { Id = "3", Name = "", HasContent = false, Fields = new([new("text", "last")]) })]);

        await AssertStoredAsync(Stored("1"), new(Type, "2", "all"), new(Type, "3", "last"));
    }

    [Fact]
    public async Task Write_AnEditedRecord_ObeysThePolicy()
    {
        await WriteAsync([Note("1", "a"), Note("2")]);
        await WriteAsync([Note("1", "b")]);

        var stored = (await StoredAsync()).Where(static one => one.Key == "1").Select(static one => one.Text);
        Assert.Equal(OnAgain == OnRecordAgain.Replaces ? ["b"] : ["a", "b"], stored);
    }

    // Killed behind the write and before the ledger knew.
    [Fact]
    public async Task Write_TheSameBatchByALaterProcess_ObeysThePolicy()
    {
        Record[] batch = [Note("1"), Note("2")];
        await WriteAsync(batch);
        await WriteAsync(batch);

        AssertEach(await StoredAsync(), ["1", "2"], times: OnAgain == OnRecordAgain.Adds ? 2 : 1);
    }

    [Fact]
    public async Task Write_AfterAnUnfinishedWrite_LeavesWholeRecordsOnly()
    {
        Record[] batch = [Note("1"), Note("2"), Note("3")];
        await WriteAsync(batch);
        if (!await TearAsync())
            return;
        await WriteAsync(batch);
        await WriteAsync([Note("4")]);

        var stored = await StoredAsync();
        if (OnAgain == OnRecordAgain.Adds)
            Assert.Superset(new HashSet<string> { "1", "2", "3", "4" }, Keys(stored));
        else
            AssertEach(stored, ["1", "2", "3", "4"], times: 1);
    }

    [Fact]
    public async Task Write_Cancelled_StoresNoHalfRecordAndTakesTheNextBatch()
    {
        await using (var sink = await StartAsync())
        {
            try
            {
                await sink.WriteBatchAsync(Type, [Note("1"), Note("2")], Patience.Cancelled);
                AssertEach(await StoredAsync(), ["1", "2"], times: 1);
            }
            catch (OperationCanceledException)
            {
                Assert.Subset(new HashSet<string> { "1", "2" }, Keys(await StoredAsync()));
            }

            await sink.WriteBatchAsync(Type, [Note("3")], Patience.Limit);
        }

        Assert.Equal(Stored("3"), (await StoredAsync())[^1]);
    }

    [Fact]
    public async Task Dispose_WithoutAnyBatch_StoresNothing()
    {
        await using (await StartAsync())
        {
        }

        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Dispose_Twice_IsHarmless()
    {
        var sink = await StartAsync();
        await sink.WriteBatchAsync(Type, [Note("1")], Patience.Limit);
        await sink.DisposeAsync();
        await sink.DisposeAsync();
        await AssertStoredAsync(Stored("1"));
    }

    private protected static Record Note(string key, string? text = null, string type = Type) =>
        new(type, key, new Item { Id = key, Name = $"note {key}", Kind = ItemKind.Text, HasContent = false, RecordType = type, Fields = new([new("text", text ?? $"text of {key}")]) });

    private protected static void AssertEach(IReadOnlyList<StoredRecord> stored, IEnumerable<string> keys, int times) =>
        Assert.Equal(keys.SelectMany(key => Enumerable.Repeat(key, times)).Order(StringComparer.Ordinal), stored.Select(static one => one.Key).Order(StringComparer.Ordinal));

    private protected static HashSet<string> Keys(IReadOnlyList<StoredRecord> stored) => [.. stored.Select(static one => one.Key)];

    private static StoredRecord Stored(string key) => new(Type, key, $"text of {key}");

    private async Task AssertStoredAsync(params StoredRecord[] expected) => Assert.Equal(expected, await StoredAsync());

    private async Task<IRecordSink> StartAsync()
    {
        var sink = Create();
        if (sink is IConnecting connecting)
            await connecting.ConnectAsync(Patience.Limit);
        return sink;
    }

    private async Task WriteAsync(params Record[][] batches)
    {
        await using var sink = await StartAsync();
        foreach (var batch in batches)
            await sink.WriteBatchAsync(Type, batch, Patience.Limit);
    }
}
