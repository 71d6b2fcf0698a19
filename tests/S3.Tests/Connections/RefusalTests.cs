using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Tests.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Connections;

/// <summary>What a server refuses is told with what to do, and stops the sink where nothing more would work.</summary>
[NeedsGateway]
public sealed class RefusalTests : SinkBench
{
    [Theory]
    [InlineData("no-such-bucket-here", "testtest", "Make it, or correct 'bucket'")]
    [InlineData(null, "sesame-secret", "Correct access_key, secret_key")]
    public async Task Connect_NoBucketOrWrongKey_StopsTheSinkWithAdvice(string? bucket, string secret, string advice)
    {
        var refused = await Assert.ThrowsAsync<FailureException>(() => ConnectAsync(options => options with { Bucket = bucket ?? options.Bucket, SecretKey = new(secret) }));

        Assert.Equal(FailureKind.Blocked, refused.Kind);
        Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoBucket_SaysSo()
    {
        await using var sink = SinkFixture.Make(Front.Url, "no-such-bucket-here", Folder);

        var refused = await Assert.ThrowsAsync<FailureException>(async () => await sink.CheckAsync(default));

        Assert.Contains("NoSuchBucket", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_BucketIsThere_SaysSoAndWritesNothing()
    {
        await using var sink = SinkFixture.Make(Front.Url, Bucket.Name, Folder);

        Assert.Contains(Bucket.Name, await sink.CheckAsync(default), StringComparison.Ordinal);
        Assert.Equal([Operation.Other], Front.Seen);
    }

    [Fact]
    public async Task Begin_ClockIsWrong_SaysThatItIsTheClock()
    {
        var time = new ManualTimeProvider();
        await using var sink = SinkFixture.Make(Front.Url, Bucket.Name, Folder, time: time);

        var refused = await Assert.ThrowsAsync<FailureException>(async () => await sink.BeginAsync(Some.Target("name.bin", "1", 1), default));

        Assert.Equal(FailureKind.Blocked, refused.Kind);
        Assert.Contains("Set this machine's clock", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_Anonymous_SendsNoCredentials()
    {
        var signed = false;
        Front.Inspect = (request, body) =>
        {
            signed |= request.Headers.Authorization.Count > 0;
            return (body, 0, "");
        };

        var refused = await Assert.ThrowsAsync<FailureException>(() => ConnectAsync(static options => options with { Anonymous = true, AccessKey = null, SecretKey = null }));

        Assert.Equal(FailureKind.Blocked, refused.Kind);
        Assert.False(signed);
    }

    [Fact]
    public async Task Store_BucketIsFull_StopsTheSinkUntilThereIsRoom()
    {
        await using var sink = await ConnectAsync();
        await Gateway.AdministrateAsync("quota", "set", "--quota-scope=bucket", "--uid=test", $"--bucket={Bucket.Name}", "--max-objects=1");
        await Gateway.AdministrateAsync("quota", "enable", "--quota-scope=bucket", "--uid=test", $"--bucket={Bucket.Name}");
        await StoreAsync(sink, "first.bin", [1]);

        var refused = await Assert.ThrowsAsync<FailureException>(() => StoreAsync(sink, "second.bin", [2]));
        await Gateway.AdministrateAsync("quota", "disable", "--quota-scope=bucket", "--uid=test", $"--bucket={Bucket.Name}");
        await StoreAsync(sink, "second.bin", [2]);

        Assert.Equal(FailureKind.Blocked, refused.Kind);
        Assert.Contains("full", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Bucket.ObjectsAsync()).Count);
    }
}
