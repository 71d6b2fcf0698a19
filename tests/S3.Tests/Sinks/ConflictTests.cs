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
