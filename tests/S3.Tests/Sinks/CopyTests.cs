using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Sources;
using TgPlatform.Plugins.S3.Tests.Sources;
using TgPlatform.Plugins.S3.Uploads;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>What lies on the same server is copied there: not one object is read.</summary>
[NeedsGateway]
public sealed class CopyTests : SinkBench
{
    private static readonly byte[] Content = Some.Bytes((6 * Part) + 100);
    private static readonly CopySizes InParts = new(Part, Part);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_AnObject_ReadsNothingAndGivesItsOwnFace(bool inParts)
    {
        await PutSourceAsync("from/photo ü+.jpg", Content);
        await using var sink = Sink(inParts, static options => options with { Tags = new Dictionary<string, ItemText> { ["of"] = "us" }, Metadata = new Dictionary<string, ItemText> { ["origin"] = "a bucket" } });

        var (receipt, origin) = await CopyAsync(sink, "from/photo ü+.jpg", "to/one.bin");

        Assert.Equal("to/one.bin", receipt.Name);
        Assert.Equal(0, Front.Count(Operation.Read) - ReadByProbe);
        Assert.Equal(Content, await Bucket.ReadAsync("to/one.bin"));
        Assert.Equal((long)Content.Length, origin.Length);
        Assert.Equal(DigestAlgorithm.Md5, Assert.Single(origin.Digests).Algorithm);
        var head = await Bucket.HeadAsync("to/one.bin");
        Assert.Equal(("image/jpeg", "a bucket"), (head.Headers.ContentType, head.Metadata["origin"]));
        Assert.DoesNotContain("x-amz-meta-old", head.Metadata.Keys);
        var tag = Assert.Single((await Gateway.Client.GetObjectTaggingAsync(new() { BucketName = Bucket.Name, Key = "to/one.bin" })).Tagging);
        Assert.Equal(("of", "us"), (tag.Key, tag.Value));
        Assert.Empty(await Bucket.UploadsAsync());
    }

    [Fact]
    public async Task Copy_InPartsAndBroken_GoesOnBehindThePartsThatAreThere()
    {
        await PutSourceAsync("a.bin", Content);
        CopyOrigin origin;
        DeliveryState state;
        await using (var killed = Sink(true, static options => options with { ParallelParts = 2 }))
        {
            origin = await LocateAsync("a.bin");
            await using var copy = await killed.BeginCopyAsync(Some.Target("b.bin", "a.bin", origin.Length), origin, default);
            Assert.True(await copy!.CopyNextAsync(default));
            Assert.True(await copy.CopyNextAsync(default));
            state = copy.State;
        }

        Assert.Equal(4 * Part, state.Offset);
        var sent = Front.Count(Operation.PutPart);
        await using var sink = Sink(true);
        await using (var copy = await sink.BeginCopyAsync(Some.Target("b.bin", "a.bin", origin.Length, state), origin, default))
        {
            while (await copy!.CopyNextAsync(default))
                Assert.InRange(copy.State.Offset, state.Offset, Content.Length);
            await copy.CommitAsync(default);
        }

        Assert.Equal(3, Front.Count(Operation.PutPart) - sent);
        Assert.Equal(Content, await Bucket.ReadAsync("b.bin"));
        Assert.Empty(await Bucket.UploadsAsync());
        Assert.Empty(Folder.Names("state"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_KilledBehindTheServersWord_FindsItsOwnObject(bool inParts)
    {
        await PutSourceAsync("a.bin", Content);
        var origin = await LocateAsync("a.bin");
        DeliveryState state;
        await using (var killed = Sink(inParts))
        {
            await using var copy = await killed.BeginCopyAsync(Some.Target("b.bin", "a.bin", origin.Length), origin, default);
            while (await copy!.CopyNextAsync(default))
                Assert.NotNull(copy.State);
            state = copy.State;
            await copy.CommitAsync(default);
        }

        await using var sink = Sink(inParts);
        await using var again = await sink.BeginCopyAsync(Some.Target("b.bin", "a.bin", origin.Length, inParts ? state : null), origin, default);
        Assert.False(await again!.CopyNextAsync(default));

        Assert.Equal("b.bin", (await again.CommitAsync(default)).Name);
        Assert.Equal(2, (await Bucket.ObjectsAsync()).Count);
    }

    [Theory]
    [InlineData(OnConflict.Fail, false)]
    [InlineData(OnConflict.Fail, true)]
    [InlineData(OnConflict.Skip, false)]
    [InlineData(OnConflict.Overwrite, false)]
    [InlineData(OnConflict.Overwrite, true)]
    [InlineData(OnConflict.Rename, false)]
    [InlineData(OnConflict.Rename, true)]
    public async Task Copy_NameIsTaken_DoesAsConfigured(OnConflict onConflict, bool inParts)
    {
        await PutSourceAsync("a.bin", Content);
        await Bucket.WriteAsync("b.bin", [7]);
        await using var sink = Sink(inParts, options => options with { OnConflict = onConflict });

        if (onConflict == OnConflict.Fail)
            Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<FailureException>(() => CopyAsync(sink, "a.bin", "b.bin"))).Kind);
        else if (onConflict == OnConflict.Skip)
            Assert.Null(await sink.BeginCopyAsync(Some.Target("b.bin", "a.bin", Content.Length), await LocateAsync("a.bin"), default));
        else
            Assert.Equal(onConflict == OnConflict.Rename ? "b (2).bin" : "b.bin", (await CopyAsync(sink, "a.bin", "b.bin")).Receipt.Name);

        var all = await Bucket.ReadAllAsync();
        Assert.Equal(onConflict == OnConflict.Overwrite ? Content : [7], all["b.bin"]);
        Assert.Equal(onConflict == OnConflict.Rename, all.TryGetValue("b (2).bin", out var renamed) && renamed.SequenceEqual(Content));
        Assert.Empty(await Bucket.UploadsAsync());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Copy_OriginChangesMeanwhile_IsNotMixedAndTriedAgain(bool inParts, bool hasNoSum)
    {
        await PutSourceAsync("a.bin", Content);
        var origin = await LocateAsync("a.bin");
        await PutSourceAsync("a.bin", Some.Bytes(Content.Length, seed: 3));
        if (hasNoSum)
            origin = origin with { Digests = [] };
        await using var sink = Sink(inParts);
        await using var copy = await sink.BeginCopyAsync(Some.Target("b.bin", "a.bin", origin.Length), origin, default);

        var failure = await Assert.ThrowsAnyAsync<FailureException>(async () =>
        {
            while (await copy!.CopyNextAsync(default))
                Assert.NotNull(copy.State);
            await copy.CommitAsync(default);
        });

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.DoesNotContain(await Bucket.ObjectsAsync(), static one => one.Key == "b.bin");
    }

    [Fact]
    public async Task Copy_ServerMadeOtherBytes_RemovesThem()
    {
        await PutSourceAsync("a.bin", Content);
        var origin = await LocateAsync("a.bin");
        await using var sink = Sink(false);

        var failure = await Assert.ThrowsAsync<FailureException>(async () =>
        {
            await using var copy = await sink.BeginCopyAsync(Some.Target("b.bin", "a.bin", origin.Length), origin with { Length = origin.Length + 1 }, default);
            await copy!.CommitAsync(default);
        });

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.DoesNotContain(await Bucket.ObjectsAsync(), static one => one.Key == "b.bin");
    }

    [Theory]
    [InlineData(405, "MethodNotAllowed")]
    [InlineData(501, "NotImplemented")]
    [InlineData(403, "AccessDenied")]
    public async Task Copy_ServerDoesNotCopy_SaysThatItIsNotSupported(int status, string code)
    {
        await PutSourceAsync("a.bin", Content);
        Front.Inspect = (request, body) => request.Headers.ContainsKey("x-amz-copy-source") ? (body, status, code) : (body, 0, "");
        await using var sink = Sink(false);

        await Assert.ThrowsAsync<NotSupportedException>(() => CopyAsync(sink, "a.bin", "b.bin"));
    }

    [Fact]
    public async Task Copy_ConnectionBreaksAfterTheServersWord_IsMadeOnce()
    {
        await PutSourceAsync("a.bin", Content);
        var cuts = 1;
        await using var sink = Sink(false);
        await using (await sink.BeginAsync(Some.Target("connected", "connected", 0), default))
            Front.Decide = (operation, _) => operation == Operation.Put && Interlocked.Decrement(ref cuts) == 0 ? Fault.CutAfter : Fault.None;

        var (receipt, _) = await CopyAsync(sink, "a.bin", "b.bin");

        Assert.Equal("b.bin", receipt.Name);
        Assert.Equal(Content, await Bucket.ReadAsync("b.bin"));
    }

    [Theory]
    [InlineData("other-key", false, false)]
    [InlineData(RadosGateway.AccessKey, true, false)]
    [InlineData(RadosGateway.AccessKey, false, true)]
    public void CopiesFrom_AnotherServerOrSomebodyElse_IsRefused(string accessKey, bool otherServer, bool expected)
    {
        using var folder = new TempFolder();
        var sink = SinkFixture.Make("http://127.0.0.1:1", "bucket", folder);
        var source = new S3Source(new() { Bucket = "other", Endpoint = new(otherServer ? "http://127.0.0.1:2" : "http://127.0.0.1:1"), AccessKey = new(accessKey), SecretKey = new("s") });

        Assert.Equal(expected, sink.CopiesFrom(source.Store));
        Assert.DoesNotContain(accessKey, source.Store, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_OntoItself_IsRefusedAndHarmsNothing()
    {
        await PutSourceAsync("a b.bin", Content);
        await using var sink = Sink(inParts: false, static options => options with { OnConflict = OnConflict.Overwrite });
        var origin = await LocateAsync("a b.bin");

        await Assert.ThrowsAsync<NotSupportedException>(async () => await sink.BeginCopyAsync(Some.Target("a b.bin", "a b.bin", origin.Length), origin, default));

        Assert.Equal(Content, (await Bucket.ReadAllAsync())["a b.bin"]);
    }

    // Finding out what the server can do reads a few bytes of its own.
    private int ReadByProbe => Math.Min(1, Front.Count(Operation.Remove));

    private S3Sink Sink(bool inParts, Func<S3SinkOptions, S3SinkOptions>? change = null) => SinkFixture.Make(Front.Url, Bucket.Name, Folder, change, copySizes: inParts ? InParts : null);

    private async Task<CopyOrigin> LocateAsync(string key)
    {
        await using var source = SourceFixture.Make(Front.Url, Bucket.Name);
        return (await source.LocateAsync(Some.Item(key), source.Lanes[0], default))!;
    }

    private async Task<(Receipt Receipt, CopyOrigin Origin)> CopyAsync(S3Sink sink, string key, string name)
    {
        var origin = await LocateAsync(key);
        await using var copy = await sink.BeginCopyAsync(Some.Target(name, key, origin.Length) with { MediaType = origin.MediaType }, origin, default);
        while (await copy!.CopyNextAsync(default))
            Assert.NotNull(copy.State.Token);
        return (await copy.CommitAsync(default), origin);
    }

    private async Task PutSourceAsync(string key, byte[] bytes)
    {
        var request = new Amazon.S3.Model.PutObjectRequest { BucketName = Bucket.Name, Key = key, InputStream = new MemoryStream(bytes), UseChunkEncoding = false, ContentType = "image/jpeg", TagSet = [new() { Key = "of", Value = "others" }, new() { Key = "more", Value = "x" }] };
        request.Metadata.Add("old", "one");
        await Gateway.Client.PutObjectAsync(request);
    }
}
