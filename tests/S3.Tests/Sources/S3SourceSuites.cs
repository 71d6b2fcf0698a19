using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sources;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sources;

/// <summary>The suite over a bucket with everything in it that a bucket may have.</summary>
public abstract class S3SourceSuite(int parallelRanges) : SourceFaultContract, IAsyncLifetime
{
    private RadosGateway _gateway = null!;
    private TestBucket _bucket = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RadosGateway.GetAsync();
        _bucket = await _gateway.MakeBucketAsync();
        await _bucket.WriteAsync("b/two.txt", Some.Bytes(64));
        await _bucket.WriteAsync("b/deep/er/three.bin", Some.Bytes(5_000));
        await _bucket.WriteAsync("a.txt", Some.Bytes(1));
        await _bucket.WriteAsync("b.txt", []);
        await _bucket.WriteAsync("b", Some.Bytes(10));
        await _bucket.WriteAsync("ü +&%=?#/ø.bin", Some.Bytes(100));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected override ISource Create() => SourceFixture.Make(_gateway.Url, _bucket.Name, options => options with { ParallelRanges = parallelRanges, RangeSize = new(1024) });
}

[NeedsGateway]
public sealed class StreamingSourceSuite() : S3SourceSuite(parallelRanges: 1);

[NeedsGateway]
public sealed class RangesSourceSuite() : S3SourceSuite(parallelRanges: 4);
