using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>Names that are taken while an item is on its way.</summary>
[NeedsGateway]
public sealed class ConflictTests : SinkBench
{
    private static readonly byte[] First = Some.Bytes(3 * Part);
    private static readonly byte[] Second = Some.Bytes(3 * Part, seed: 2);

    [Theory]
    [InlineData(OnConflict.Fail, FailureKind.Permanent)]
    [InlineData(OnConflict.Skip, FailureKind.Transient)]
    [InlineData(OnConflict.Rename, FailureKind.Transient)]
    public async Task Commit_InPartsAndSomebodyWasFaster_LeavesHisAndKeepsNoUpload(OnConflict onConflict, FailureKind kind)
    {
        await using var sink = await ConnectAsync(options => options with { OnConflict = onConflict });
        await using (var delivery = await sink.BeginAsync(Some.Target("name.bin", "1", Second.Length), default))
        {
            await delivery!.WriteAsync(Second, default);
            await Bucket.WriteAsync("name.bin", First);

            var failure = await Assert.ThrowsAsync<FailureException>(async () => await delivery.CommitAsync(Some.Seal(Second), default));

            Assert.Equal(kind, failure.Kind);
        }

        Assert.Empty(await Bucket.UploadsAsync());
        Assert.Equal(First, Assert.Single(await Bucket.ReadAllAsync()).Value);
    }

    [Theory]
    [InlineData(OnConflict.Fail)]
    [InlineData(OnConflict.Skip)]
    [InlineData(OnConflict.Rename)]
    public async Task Replaces_AlteredObject_TakesItsPlaceWhateverThePolicy(OnConflict onConflict)
    {
        await using var sink = await ConnectAsync(options => options with { OnConflict = onConflict });
        foreach (var content in new[] { Some.Bytes(100), First })
        {
            await Bucket.WriteAsync("name (2).bin", Second);
            await using var delivery = await sink.BeginAsync(Some.Target("name.bin", "1", content.Length) with { Replaces = "name (2).bin" }, default);
            await delivery!.WriteAsync(content, default);

            Assert.Equal("name (2).bin", (await delivery.CommitAsync(Some.Seal(content), default)).Name);
            Assert.Equal(content, Assert.Single(await Bucket.ReadAllAsync()).Value);
        }
    }

    [Fact]
    public async Task Commit_AtOnceAndInPartsUnderOneNameBelowAPrefix_OneOfThemIsRefused()
    {
        var (completing, mayComplete) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        Front.Inspect = (request, body) =>
        {
            request.Headers.Remove("If-None-Match");
            if (Operations.Of(request) == Operation.Complete)
            {
                completing.TrySetResult();
                mayComplete.Task.Wait();
            }

            return (body, 0, "");
        };
        await Bucket.OpenToAllAsync();
        await using var sink = await ConnectAsync(static options => options with { Anonymous = true, AccessKey = null, SecretKey = null, Acl = "public-read", Prefix = "below" });

        var inParts = StoreAsync(sink, "name.bin", First, "1");
        await Task.WhenAny(completing.Task, inParts);
        var atOnce = StoreAsync(sink, "name.bin", [7], "2");
        // Time enough for it to look and write, were it not to wait for the other one.
        using (var client = new HttpClient())
        {
            for (var trip = 0; trip < 50 && !atOnce.IsCompleted; trip++)
                (await client.GetAsync(Front.Url)).Dispose();
        }

        mayComplete.SetResult();
        await inParts;

        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<FailureException>(() => atOnce)).Kind);
        Assert.Equal(First, (await Bucket.ReadAllAsync())["below/name.bin"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3 * Part)]
    public async Task Store_TwoItemsOverwriteOneName_IsToldAndAnItemThatComesAgainIsNot(int length)
    {
        var log = new HeardLog();
        await using var sink = await ConnectAsync(static options => options with { OnConflict = OnConflict.Overwrite }, logger: log);

        await StoreAsync(sink, "a/name.bin", Some.Bytes(length), "1");
        await StoreAsync(sink, "a/name.bin", Some.Bytes(length, seed: 2), "1");
        await StoreAsync(sink, "a/other.bin", Some.Bytes(length), "2");
        Assert.Empty(log.Of(LogLevel.Warning));

        await StoreAsync(sink, "a/name.bin", Some.Bytes(length, seed: 3), "2");

        Assert.Contains("'a/name.bin' was written by two items", Assert.Single(log.Of(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.Equal(Some.Bytes(length, seed: 3), await Bucket.ReadAsync("a/name.bin"));
    }

    [Fact]
    public async Task Store_RenamedRightBeforeAKill_FindsItsOwnObjectAgain()
    {
        await Bucket.WriteAsync("name.bin", First);
        await using (var killed = await ConnectAsync(Renaming))
            Assert.Equal("name (2).bin", (await StoreAsync(killed, "name.bin", [7], "1")).Name);
        await using var sink = await ConnectAsync(Renaming);

        Assert.Equal("name (2).bin", (await StoreAsync(sink, "name.bin", [7], "1")).Name);
        Assert.Equal("name (3).bin", (await StoreAsync(sink, "name.bin", [7], "2")).Name);
        Assert.Equal(3, (await Bucket.ObjectsAsync()).Count);

        static S3SinkOptions Renaming(S3SinkOptions options) => options with { OnConflict = OnConflict.Rename };
    }

    [Fact]
    public async Task Store_RenamingAndSomebodyWasFaster_TakesTheNextName()
    {
        await using var sink = await ConnectAsync(static options => options with { OnConflict = OnConflict.Rename });
        var parts = 0;
        Front.Answer = (request, response) =>
        {
            // The upload has its name; before it is completed another object takes it.
            if (Operations.Of(request) == Operation.PutPart && Interlocked.Increment(ref parts) == 1)
                Task.Run(() => Bucket.WriteAsync("name.bin", First)).Wait();
        };

        var (receipt, attempts) = await StoreInTheEndAsync(sink, "name.bin", Second, Second.Length);

        Assert.Equal(("name (2).bin", 2), (receipt.Name, attempts));
        var all = await Bucket.ReadAllAsync();
        Assert.Equal(First, all["name.bin"]);
        Assert.Equal(Second, all["name (2).bin"]);
        Assert.Empty(await Bucket.UploadsAsync());
    }
}
