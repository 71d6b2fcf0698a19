using Amazon.S3.Model;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>An interrupted upload goes on with what the server holds, as long as that is what was sent.</summary>
[NeedsGateway]
public sealed class ResumeTests : SinkBench
{
    private static readonly byte[] Parts = Some.Bytes((6 * Part) + 100);

    [Fact]
    public async Task Begin_AfterAKill_SendsOnlyWhatIsMissing()
    {
        DeliveryState state;
        await using (var sink = await ConnectAsync(static options => options with { ParallelParts = 1 }))
            state = await LeaveAsync(sink, "name.bin", Parts, (4 * Part) + 10);
        var sent = Front.Count(Operation.PutPart);

        await using var later = await ConnectAsync(static options => options with { PartSize = new(5 * Part) });
        await using (var delivery = await later.BeginAsync(Some.Target("name.bin", length: Parts.Length, earlier: state), default))
        {
            Assert.Equal(state.Offset, delivery!.Offset);
            Assert.InRange(state.Offset, 3 * Part, 4 * Part);
            await delivery.WriteAsync(Parts.AsMemory((int)delivery.Offset), default);
            await delivery.CommitAsync(Some.Seal(Parts), default);
        }

        Assert.Equal(7 - (state.Offset / Part), Front.Count(Operation.PutPart) - sent);
        Assert.Equal(1, Front.Count(Operation.Create));
        Assert.Equal(Parts, await Bucket.ReadAsync("name.bin"));
        Assert.Empty(await Bucket.UploadsAsync());
        Assert.Empty(Folder.Names("state"));
    }

    [Fact]
    public async Task Begin_AnotherPartWasPutInItsPlace_BeginsAnew()
    {
        await using var sink = await ConnectAsync(static options => options with { ParallelParts = 1 });
        var state = await LeaveAsync(sink, "name.bin", Parts, (4 * Part) + 1);
        Assert.InRange(state.Offset, 3 * Part, 4 * Part);
        var upload = Assert.Single(await Bucket.UploadsAsync());
        await Gateway.Client.UploadPartAsync(new UploadPartRequest
        {
            BucketName = Bucket.Name, Key = upload.Key, UploadId = upload.Id, PartNumber = 1, InputStream = new MemoryStream(Some.Bytes(Part, seed: 5)), UseChunkEncoding = false,
        });

        await using (var delivery = await sink.BeginAsync(Some.Target("name.bin", length: Parts.Length, earlier: state), default))
            Assert.Equal(0, delivery!.Offset);
        await StoreAsync(sink, "name.bin", Parts);

        Assert.Equal(Parts, await Bucket.ReadAsync("name.bin"));
        Assert.Empty(await Bucket.UploadsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("1|131072|=|3|00|0123456789abcdef-0123456789abcdef0123456789abcdef|no-such-upload")]
    [InlineData("1|0|=|3|00|0123456789abcdef-0123456789abcdef0123456789abcdef|id")]
    public async Task Begin_WithATokenOfNothing_BeginsAnew(string token)
    {
        await using var sink = await ConnectAsync();

        await using var delivery = await sink.BeginAsync(Some.Target(length: Parts.Length, earlier: new(3 * Part, token)), default);

        Assert.Equal(0, delivery!.Offset);
    }

    [Fact]
    public async Task Dispose_UnfinishedIsToBeAborted_LeavesNothing()
    {
        await using var sink = await ConnectAsync(static options => options with { Unfinished = Unfinished.Abort });

        await LeaveAsync(sink, "name.bin", Parts, 4 * Part);

        Assert.Empty(await Bucket.UploadsAsync());
        Assert.Empty(Folder.Names("state"));
    }

    [Fact]
    public async Task Begin_AnewAfterTheAnswerToCreateWasLost_LeavesNoUploadNobodyKnows()
    {
        Front.Decide = static (operation, number) => operation == Operation.Create && number == 1 ? Fault.CutAfter : Fault.None;
        await using (var sink = await ConnectAsync())
            await Assert.ThrowsAsync<FailureException>(() => StoreAsync(sink, "name.bin", Parts));
        Assert.Single(await Bucket.UploadsAsync());

        await using var later = await ConnectAsync();
        await StoreAsync(later, "name.bin", Parts);

        Assert.Empty(await Bucket.UploadsAsync());
        Assert.Empty(Folder.Names("state"));
    }

    [Fact]
    public async Task Begin_AnUploadOfSomebodyElseUnderTheSameKey_IsLeftAlone()
    {
        var foreign = await Gateway.Client.InitiateMultipartUploadAsync(Bucket.Name, "name.bin");
        await using var sink = await ConnectAsync();

        await StoreAsync(sink, "name.bin", Parts);

        Assert.Equal(foreign.UploadId, Assert.Single(await Bucket.UploadsAsync()).Id);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    [InlineData(64, 1)]
    [InlineData(64, 8)]
    public async Task Store_WithLittleMemoryOrMuch_GivesTheSameBytesAndStaysWithin(int parts, int parallel)
    {
        var memory = new CountedMemory(parts * Part);
        await using var sink = await ConnectAsync(options => options with { ParallelParts = parallel }, memory);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => StoreAsync(sink, $"{number}.bin", Parts, $"{number}"))));

        Assert.All(await Bucket.ReadAllAsync(), static pair => Assert.Equal(Parts, pair.Value));
        Assert.Equal(8, (await Bucket.ObjectsAsync()).Count);
        Assert.Equal(0, memory.Held);
        Assert.InRange(memory.Most, parts == 0 ? 0 : Part, parts * Part);
    }

    [Fact]
    public async Task Store_UnknownLengthSoLongThatPartsGrow_TakesMemoryForThemAndGivesItBack()
    {
        var memory = new CountedMemory(2 * Part);
        await using var sink = await ConnectAsync(static options => options with { PartSize = new(64 * 1024), ParallelParts = 1 }, memory);
        var content = Some.Bytes(901 * 64 * 1024);

        await StoreAsync(sink, "name.bin", content, length: null);

        var stored = await Bucket.ReadAsync("name.bin");
        Assert.True(content.AsSpan().SequenceEqual(stored), "the bytes differ");
        Assert.Equal(0, memory.Held);
    }

    private sealed class CountedMemory(long limit) : IContentMemory
    {
        private readonly Lock _lock = new();

        public long Limit => limit;

        public long Held { get; private set; }

        public long Most { get; private set; }

        public bool TryTake(long bytes)
        {
            lock (_lock)
            {
                if (Held + bytes > limit)
                    return false;
                Held += bytes;
                Most = Math.Max(Most, Held);
                return true;
            }
        }

        public void GiveBack(long bytes)
        {
            lock (_lock)
                Held -= bytes;
        }
    }
}
