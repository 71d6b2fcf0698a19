using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>The suite over a bucket with a neighbour that nobody may touch.</summary>
public abstract class S3SinkSuite(OnConflict onConflict, OnTaken onTaken, int contentBytes) : SinkContract, IAsyncLifetime, IDisposable
{
    private const string Neighbour = "neighbour/secret.txt";

    private readonly TempFolder _folder = new();
    private RadosGateway _gateway = null!;
    private TestBucket _bucket = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RadosGateway.GetAsync();
        _bucket = await _gateway.MakeBucketAsync();
        await _bucket.WriteAsync(Neighbour, [1, 2, 3]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override OnTaken OnTaken => onTaken;

    protected override int ContentBytes => contentBytes;

    protected override ISink Create() => SinkFixture.Make(_gateway, _bucket, _folder, options => options with { Prefix = "/below/", OnConflict = onConflict });

    protected override async ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync()
        => (await _bucket.ReadAllAsync()).Where(static pair => pair.Key != Neighbour).ToDictionary(static pair => Inside(pair.Key), static pair => pair.Value);

    protected override async ValueTask<IReadOnlyCollection<string>> TracesAsync()
        => [.. (await _bucket.ObjectsAsync()).Select(static found => found.Key).Where(static key => key != Neighbour), .. (await _bucket.UploadsAsync()).Select(static upload => upload.Key)];

    private static string Inside(string key)
    {
        Assert.StartsWith("below/", key, StringComparison.Ordinal);
        return key["below/".Length..];
    }
}

/// <summary>Content that is put at once.</summary>
[NeedsGateway]
public sealed class WholeFailingSinkTests() : S3SinkSuite(OnConflict.Fail, OnTaken.Refuses, SinkFixture.PartBytes - 1);

/// <summary>Content of two full parts and some bytes.</summary>
[NeedsGateway]
public sealed class PartsFailingSinkTests() : S3SinkSuite(OnConflict.Fail, OnTaken.Refuses, (2 * SinkFixture.PartBytes) + 5);

[NeedsGateway]
public sealed class PartsSkippingSinkTests() : S3SinkSuite(OnConflict.Skip, OnTaken.Skips, 5 * SinkFixture.PartBytes);

[NeedsGateway]
public sealed class PartsOverwritingSinkTests() : S3SinkSuite(OnConflict.Overwrite, OnTaken.Replaces, (3 * SinkFixture.PartBytes) + 1);

[NeedsGateway]
public sealed class PartsRenamingSinkTests() : S3SinkSuite(OnConflict.Rename, OnTaken.Renames, SinkFixture.PartBytes + 1);
