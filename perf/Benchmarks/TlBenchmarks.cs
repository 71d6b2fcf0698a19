using BenchmarkDotNet.Attributes;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Benchmarks;

/// <summary>What reading a page of a hundred messages and writing a request cost.</summary>
[MemoryDiagnoser]
public class TlBenchmarks
{
    private const int Messages = 100;
    private readonly UploadGetFile _request = new() { Location = new InputDocumentFileLocation { Id = 1, AccessHash = 2, FileReference = new byte[24], ThumbSize = "" }, Offset = 1 << 20, Limit = 1 << 20 };
    private byte[] _page = [];

    [GlobalSetup]
    public void Make()
    {
        var message = SchemaLines.Api.Single(static line => line.Name == "message");
        var random = new RandomObjects(11);
        _page = [.. Enumerable.Range(0, Messages).SelectMany(_ => random.Of(message, 0.2))];
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public long ReadMessage()
    {
        var reader = new TlReader(_page);
        long sum = 0;
        for (var one = 0; one < Messages; one++)
            sum += AnyMessage.Read(ref reader) is Message { Id: var id } ? id : throw new InvalidOperationException("Not a message.");
        return sum;
    }

    [Benchmark]
    public int WriteRequest()
    {
        var writer = new TlWriter();
        _request.Write(writer);
        return writer.Written.Length;
    }
}
