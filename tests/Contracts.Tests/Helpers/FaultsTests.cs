using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Contracts.Tests.Helpers;

public sealed class FaultsTests
{
    [Fact]
    public async Task FaultPlan_EachCallInTurn_FailsExactlyThere()
    {
        var whole = new FaultPlan(0);
        await MoveAsync(whole);
        string[] members = ["source.connect", "source.discover", "source.found", "source.open", "sink.connect", "sink.begin", "content.read", "delivery.write", "delivery.commit", "delivery.committed"];
        Assert.All(members, member => Assert.Contains(member, whole.Calls));

        for (var call = 1; call <= whole.Calls.Count; call++)
        {
            var plan = new FaultPlan(call);
            var failure = await Assert.ThrowsAsync<IOException>(() => MoveAsync(plan));
            Assert.Contains($"Call {call} ({whole.Calls[call - 1]})", failure.Message, StringComparison.Ordinal);
            Assert.True(plan.Struck);
        }
    }

    [Fact]
    public async Task StallingSink_Released_PassesTheBytesOn()
    {
        var collecting = new CollectingSink();
        var sink = new StallingSink(collecting);
        await using var delivery = await sink.BeginAsync(Some.Target("name"), CancellationToken.None);
        var write = delivery!.WriteAsync(Some.Bytes(3), CancellationToken.None).AsTask();
        await sink.Stalled;
        Assert.False(write.IsCompleted);
        sink.Release();
        await write;
        await delivery.CommitAsync(Some.Seal(Some.Bytes(3)), CancellationToken.None);
        Assert.Equal(Some.Bytes(3), collecting.Committed["name"]);
    }

    [Fact]
    public void Seal_OfTheCheckText_HasThePublishedCrc()
        => Assert.Equal("AE8B14860A799888", Convert.ToHexString(Some.Seal("123456789"u8).Digests[0].Bytes.Span));

    private static async Task MoveAsync(FaultPlan plan)
    {
        await using var source = new FaultySource(new MemorySource(Some.Bytes(10)), plan);
        await using var sink = new FaultySink(new CollectingSink(), plan);
        await source.ConnectAsync(default);
        await sink.ConnectAsync(default);
        await foreach (var group in source.DiscoverAsync(null, default))
        {
            await using var content = await source.OpenAsync(group.Items[0], source.Lanes[0], default, default);
            var bytes = await content.ReadToEndAsync(default);
            await using var delivery = await sink.BeginAsync(new() { Item = group.Items[0], Name = "name" }, default);
            await delivery!.WriteAsync(bytes, default);
            await delivery.CommitAsync(Some.Seal(bytes), default);
        }
    }
}
