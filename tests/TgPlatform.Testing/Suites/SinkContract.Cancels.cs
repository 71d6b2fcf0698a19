using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Cancelled at every step.</summary>
public abstract partial class SinkContract
{
    [Fact]
    public async Task Begin_Cancelled_LeavesNoTrace()
    {
        await using (var sink = await StartAsync())
        {
            try
            {
                var delivery = await sink.BeginAsync(Some.Target(length: Bytes.Length), Patience.Cancelled);
                await delivery!.DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                await AssertVisibleAsync();
            }
        }

        Assert.Empty(await TracesAsync());
    }

    [Fact]
    public async Task Write_Cancelled_CanBeAbandoned()
    {
        await using (var sink = await StartAsync())
        {
            await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
            await WriteAsync(delivery, Bytes.AsMemory(0, Bytes.Length / 2));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await delivery.WriteAsync(Bytes.AsMemory(Bytes.Length / 2), Patience.Cancelled));
            await delivery.AbandonAsync(Patience.Limit);
        }

        Assert.Empty(await TracesAsync());
    }

    [Fact]
    public async Task Write_CancelledThenDisposed_LeavesTheNameForALaterAttempt()
    {
        await using var sink = await StartAsync();
        await using (var delivery = await BeginAsync(sink, "name.bin", Bytes.Length))
        {
            await WriteAsync(delivery, Bytes.AsMemory(0, Bytes.Length / 2));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await delivery.WriteAsync(Bytes.AsMemory(Bytes.Length / 2), Patience.Cancelled));
        }

        await AssertVisibleAsync();
        var receipt = await StoreAsync(sink, "name.bin", Bytes);
        await AssertVisibleAsync((receipt.Name, Bytes));
    }

    [Fact]
    public async Task Commit_Cancelled_IsWholeOrNotThere()
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
        await WriteAsync(delivery, Bytes);
        try
        {
            var receipt = await delivery.CommitAsync(Some.Seal(Bytes), Patience.Cancelled);
            await AssertVisibleAsync((receipt.Name, Bytes));
        }
        catch (OperationCanceledException)
        {
            await AssertVisibleAsync();
        }
    }
}
