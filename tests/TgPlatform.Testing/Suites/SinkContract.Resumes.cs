using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Continued by a later attempt. A sink that keeps nothing passes by beginning anew.</summary>
public abstract partial class SinkContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(100)]
    public async Task Resume_AfterPartOfTheContent_GivesTheSameBytes(int percent)
    {
        var cut = percent == 1 ? 1 : Bytes.Length * percent / 100;
        var state = await LeaveAsync("a/name.bin", cut);
        var name = await FinishAsync("a/name.bin", state);
        await AssertVisibleAsync((name, Bytes));
        Assert.Single(await TracesAsync());
    }

    [Fact]
    public async Task Resume_FromAStateOlderThanTheLastWrite_GivesTheSameBytes()
    {
        DeliveryState? older;
        await using (var sink = await StartAsync())
        {
            await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
            await WriteAsync(delivery, Bytes.AsMemory(0, Bytes.Length / 3));
            older = (delivery as IResumable)?.State;
            await WriteAsync(delivery, Some.Bytes(Bytes.Length / 3, seed: 9));
        }

        await AssertVisibleAsync((await FinishAsync("name.bin", older), Bytes));
    }

    [Fact]
    public async Task Resume_SeveralTimes_GivesTheSameBytes()
    {
        DeliveryState? state = null;
        for (var part = 1; part <= 4; part++)
            state = await LeaveAsync("name.bin", Bytes.Length * part / 5, state);
        await AssertVisibleAsync((await FinishAsync("name.bin", state), Bytes));
        Assert.Single(await TracesAsync());
    }

    [Fact]
    public async Task Resume_OfBytesThatAreGone_BeginsAnew()
    {
        var state = await LeaveAsync("name.bin", Bytes.Length / 2);
        if (state is null)
            return;
        await using (var sink = await StartAsync())
        {
            await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length, earlier: state);
            await delivery.AbandonAsync(Patience.Limit);
        }

        Assert.Empty(await TracesAsync());
        await AssertVisibleAsync((await FinishAsync("name.bin", state), Bytes));
    }

    [Fact]
    public async Task Begin_AnewAfterAnUnfinishedAttempt_KeepsNothingOfIt()
    {
        await LeaveAsync("name.bin", Bytes.Length);
        var other = Some.Bytes(100, seed: 3);
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "name.bin", other.Length);
        Assert.Equal(0, delivery.Offset);
        await WriteAsync(delivery, other);
        var receipt = await delivery.CommitAsync(Some.Seal(other), Patience.Limit);
        await AssertVisibleAsync((receipt.Name, other));
        Assert.Single(await TracesAsync());
    }

    // Killed after the commit and before the ledger knew: the last state it knew comes back.
    [Fact]
    public async Task Resume_AfterACommitNobodyRemembers_LeavesOneWholeContent()
    {
        DeliveryState? state;
        Receipt receipt;
        await using (var sink = await StartAsync())
        {
            await using var delivery = await BeginAsync(sink, "a/name.bin", Bytes.Length);
            await WriteAsync(delivery, Bytes);
            state = (delivery as IResumable)?.State;
            receipt = await delivery.CommitAsync(Some.Seal(Bytes), Patience.Limit);
        }

        if (state is null || state.Offset != Bytes.Length)
            return;
        Assert.Equal(receipt.Name, await FinishAsync("a/name.bin", state));
        await AssertVisibleAsync((receipt.Name, Bytes));
        Assert.Single(await TracesAsync());
    }

    private async Task<DeliveryState?> LeaveAsync(string name, int upTo, DeliveryState? earlier = null)
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, name, Bytes.Length, earlier: earlier);
        await WriteAsync(delivery, Bytes.AsMemory((int)delivery.Offset, upTo - (int)delivery.Offset));
        var state = (delivery as IResumable)?.State;
        Assert.InRange(state?.Offset ?? 0, 0, upTo);
        return state;
    }

    private async Task<string> FinishAsync(string name, DeliveryState? earlier)
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, name, Bytes.Length, earlier: earlier);
        Assert.True(delivery.Offset == 0 || delivery.Offset == earlier?.Offset, $"It continues at {delivery.Offset}, which is neither 0 nor {earlier?.Offset}.");
        if (delivery is IReadBack kept && delivery.Offset > 0)
        {
            await using var stream = await kept.OpenWrittenAsync(Patience.Limit);
            var written = new MemoryStream();
            await stream.CopyToAsync(written, Patience.Limit);
            SameBytes.Assert(Bytes[..(int)delivery.Offset], written.ToArray(), "What was kept");
        }

        await WriteAsync(delivery, Bytes.AsMemory((int)delivery.Offset));
        return (await delivery.CommitAsync(Some.Seal(Bytes), Patience.Limit)).Name;
    }
}
