using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Many at once; listed and read again.</summary>
public abstract partial class SinkContract
{
    [Fact]
    public async Task Store_ManyAtOnce_KeepsThemApart()
    {
        await using var sink = await StartAsync();
        var contents = Enumerable.Range(0, 32).Select(seed => Some.Bytes(500 + (seed * 37), seed)).ToArray();
        var receipts = await Task.WhenAll(contents.Select((content, index) => Task.Run(() => StoreAsync(sink, $"folder-{index % 5}/{index}.bin", content, $"{index}"))));
        await AssertVisibleAsync([.. receipts.Zip(contents, (receipt, content) => (receipt.Name, content))]);
    }

    [Fact]
    public async Task ListCommitted_WithUnfinishedOnes_NamesTheCommittedOnly()
    {
        await using var sink = await StartAsync();
        if (sink is not IReadable readable)
            return;
        var names = new List<string>();
        for (var index = 0; index < 3; index++)
            names.Add((await StoreAsync(sink, $"a/{index}.bin", Bytes, $"{index}")).Name);
        await using var unfinished = await BeginAsync(sink, "a/unfinished.bin", Bytes.Length, "unfinished");
        await WriteAsync(unfinished, Bytes);

        var listed = new List<string>();
        await foreach (var name in readable.ListCommittedAsync(Patience.Limit))
            listed.Add(name);
        Assert.Equal(names.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenCommitted_ByReceipt_GivesTheBytes()
    {
        await using var sink = await StartAsync();
        if (sink is not IReadable readable)
            return;
        var receipt = await StoreAsync(sink, "a/name.bin", Bytes);
        await using var stream = await readable.OpenCommittedAsync(receipt.Name, Patience.Limit);
        var read = new MemoryStream();
        await stream!.CopyToAsync(read, Patience.Limit);
        SameBytes.Assert(Bytes, read.ToArray(), "What was committed");
    }

    [Theory]
    [InlineData("nothing.bin")]
    [InlineData("no/such/folder.bin")]
    [InlineData("../outside")]
    [InlineData("/outside")]
    [InlineData("")]
    public async Task OpenCommitted_OfNothing_GivesNull(string name)
    {
        await using var sink = await StartAsync();
        if (sink is not IReadable readable)
            return;
        await StoreAsync(sink, "name.bin", Bytes);
        Assert.Null(await readable.OpenCommittedAsync(name, Patience.Limit));
    }
}
