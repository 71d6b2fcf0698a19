using TgPlatform.Http.Tests.Support;

namespace TgPlatform.Http.Tests.Answers;

/// <summary>Runs alone, since what it measures is the process's.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationCollection;

[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int ChunkBytes = 16 << 10;
    private const int Chunks = 4096;

    [Fact]
    public async Task Read_LongBody_AllocatesNothingPerChunk()
    {
        var chunk = new byte[ChunkBytes];
        await using var server = new RawServer(async (_, stream) =>
        {
            await stream.WriteAsync(RawServer.Bytes($"HTTP/1.1 200 OK|Content-Length: {(long)ChunkBytes * Chunks}", []));
            // Synchronously: a write that has to wait would be counted here too.
            await Task.Run(() =>
            {
                for (var sent = 0; sent < Chunks; sent++)
                    stream.Write(chunk);
            });
            return true;
        });
        await using var source = Fetcher.Source(server.Root + "/f");
        await using var content = await source.OpenAsync((await source.ItemsAsync()).Single());
        var buffer = new byte[ChunkBytes];
        await content.Stream!.ReadExactlyAsync(buffer, Fetcher.Patience);
        var patience = Fetcher.Patience;

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var reads = 0;
        for (int read; (read = await content.Stream.ReadAsync(buffer, patience)) > 0;)
            reads++;
        var perRead = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)reads;

        // A read that has to wait costs HttpClient itself some 150 bytes; a token source with its timer per read would be 250 more.
        Assert.InRange(perRead, 0, 250);
    }
}
