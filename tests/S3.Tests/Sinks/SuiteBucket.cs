using Amazon.S3.Model;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Tests.Sources;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>The bucket of one test of a suite: below its prefix the sink's objects, beside them a neighbour that nobody may touch, and what is to be copied.</summary>
internal sealed class SuiteBucket(RadosGateway gateway, TestBucket bucket, EndpointPowers powers, OnConflict onConflict) : IDisposable
{
    private const string Neighbour = "neighbour/secret.txt", Origins = "origins/";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<(string Key, string Etag), byte[]> _read = [];

    public static async Task<SuiteBucket> MakeAsync(OnConflict onConflict)
    {
        var gateway = await RadosGateway.GetAsync();
        var bucket = await gateway.MakeBucketAsync();
        await bucket.WriteAsync(Neighbour, [1, 2, 3]);
        return new(gateway, bucket, await SinkFixture.PowersAsync(), onConflict);
    }

    /// <summary>A sink with parts to write and to copy of one size.</summary>
    public ISink Sink() => SinkFixture.Make(
        gateway.Url, bucket.Name, _folder, options => options with { Prefix = "/below/", OnConflict = onConflict }, copySizes: new(SinkFixture.PartBytes, SinkFixture.PartBytes), powers: powers);

    /// <summary>Puts contents where they can be copied from.</summary>
    public async Task<Func<ISource>> OriginAsync(string folder, IReadOnlyList<byte[]> contents)
    {
        foreach (var (index, content) in contents.Index())
            await bucket.WriteAsync($"{Origins}{folder}/{index}", content);
        return () => SourceFixture.Make(gateway.Url, bucket.Name, options => options with { Prefix = $"{Origins}{folder}/" });
    }

    /// <summary>The sink's objects. What was looked at before, and has not changed since, is not fetched again: a suite looks some hundred times.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> VisibleAsync()
    {
        var visible = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var found in await ObjectsAsync())
        {
            if (!_read.TryGetValue((found.Key, found.ETag), out var bytes))
                _read[(found.Key, found.ETag)] = bytes = await bucket.ReadAsync(found.Key);
            Assert.StartsWith("below/", found.Key, StringComparison.Ordinal);
            visible.Add(found.Key["below/".Length..], bytes);
        }

        return visible;
    }

    /// <summary>The keys of its objects and of its uploads.</summary>
    public async Task<IReadOnlyCollection<string>> TracesAsync()
        => [.. (await ObjectsAsync()).Select(static found => found.Key), .. (await bucket.UploadsAsync()).Select(static upload => upload.Key)];

    public void Dispose() => _folder.Dispose();

    private async Task<IEnumerable<S3Object>> ObjectsAsync()
        => (await bucket.ObjectsAsync()).Where(static found => found.Key != Neighbour && !found.Key.StartsWith(Origins, StringComparison.Ordinal));
}
