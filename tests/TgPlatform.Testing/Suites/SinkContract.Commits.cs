using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Whole or not at all.</summary>
public abstract partial class SinkContract
{
    [Fact]
    public async Task Write_BeforeCommit_NothingIsVisible()
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "a/b/name.bin", Bytes.Length);
        await AssertVisibleAsync();
        await WriteAsync(delivery, Bytes);
        await AssertVisibleAsync();
    }

    [Fact]
    public async Task Commit_OfWrittenBytes_ShowsThemUnderTheReceiptsName()
    {
        await using var sink = await StartAsync();
        var receipt = await StoreAsync(sink, "a/b/name.bin", Bytes);
        await AssertVisibleAsync((receipt.Name, Bytes));
        Assert.Single(await TracesAsync());
    }

    [Fact]
    public async Task Commit_ThenDispose_StaysVisibleForLaterProcesses()
    {
        string name;
        await using (var sink = await StartAsync())
            name = (await StoreAsync(sink, "name.bin", Bytes)).Name;
        await using var later = await StartAsync();
        await AssertVisibleAsync((name, Bytes));
    }

    [Fact]
    public async Task Commit_OfEmptyContent_ShowsIt()
    {
        await using var sink = await StartAsync();
        var receipt = await StoreAsync(sink, "empty.bin", []);
        await AssertVisibleAsync((receipt.Name, []));
    }

    [Fact]
    public async Task Commit_OfUnknownLength_ShowsTheBytes()
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "name.bin", length: null);
        await WriteAsync(delivery, Bytes);
        var receipt = await delivery.CommitAsync(Some.Seal(Bytes), Patience.Limit);
        await AssertVisibleAsync((receipt.Name, Bytes));
    }

    [Fact]
    public async Task Write_ManySmallOnes_KeepsTheirOrder()
    {
        var content = Bytes[..Math.Min(Bytes.Length, 20_000)];
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "name.bin", content.Length);
        for (int at = 0, size = 1; at < content.Length; at += size, size = (size % 7) + 1)
            await delivery.WriteAsync(content.AsMemory(at, Math.Min(size, content.Length - at)), Patience.Limit);
        var receipt = await delivery.CommitAsync(Some.Seal(content), Patience.Limit);
        await AssertVisibleAsync((receipt.Name, content));
    }

    [Fact]
    public async Task Write_FromABufferThatIsUsedAgain_KeepsTheBytes()
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
        var buffer = new byte[4_096];
        for (var at = 0; at < Bytes.Length; at += buffer.Length)
        {
            var count = Math.Min(buffer.Length, Bytes.Length - at);
            Bytes.AsSpan(at, count).CopyTo(buffer);
            await delivery.WriteAsync(buffer.AsMemory(0, count), Patience.Limit);
            Array.Clear(buffer);
        }

        var receipt = await delivery.CommitAsync(Some.Seal(Bytes), Patience.Limit);
        await AssertVisibleAsync((receipt.Name, Bytes));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Commit_OfAnotherLengthThanWritten_Fails(int difference)
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
        await WriteAsync(delivery, Bytes);
        var seal = Some.Seal(Bytes) with { Length = Bytes.Length + difference };
        await Assert.ThrowsAnyAsync<Exception>(async () => await delivery.CommitAsync(seal, Patience.Limit));
        await AssertVisibleAsync();
    }

    [Fact]
    public async Task Commit_Twice_ChangesNothing()
    {
        await using var sink = await StartAsync();
        await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
        await WriteAsync(delivery, Bytes);
        var receipt = await delivery.CommitAsync(Some.Seal(Bytes), Patience.Limit);
        try
        {
            Assert.Equal(receipt, await delivery.CommitAsync(Some.Seal(Bytes), Patience.Limit));
        }
        catch (Exception refused) when (refused is InvalidOperationException or FailureException)
        {
            Assert.NotEmpty(refused.Message);
        }

        await AssertVisibleAsync((receipt.Name, Bytes));
    }

    [Fact]
    public async Task Dispose_WithoutCommit_NothingIsVisible()
    {
        await using (var sink = await StartAsync())
        {
            await using var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
            await WriteAsync(delivery, Bytes);
        }

        await AssertVisibleAsync();
    }

    [Fact]
    public async Task Dispose_WithoutAnyByte_LeavesNoTrace()
    {
        await using (var sink = await StartAsync())
        await using (await BeginAsync(sink, "name.bin", Bytes.Length))
        {
        }

        Assert.Empty(await TracesAsync());
    }

    [Fact]
    public async Task Dispose_Twice_IsHarmless()
    {
        await using var sink = await StartAsync();
        var delivery = await BeginAsync(sink, "name.bin", Bytes.Length);
        await WriteAsync(delivery, Bytes);
        var receipt = await delivery.CommitAsync(Some.Seal(Bytes), Patience.Limit);
        await delivery.DisposeAsync();
        await delivery.DisposeAsync();
        await AssertVisibleAsync((receipt.Name, Bytes));
    }

    [Fact]
    public async Task Abandon_AfterWrites_LeavesNoTrace()
    {
        await using (var sink = await StartAsync())
        {
            await using var delivery = await BeginAsync(sink, "a/name.bin", Bytes.Length);
            await WriteAsync(delivery, Bytes);
            await delivery.AbandonAsync(Patience.Limit);
        }

        Assert.Empty(await TracesAsync());
    }
}
