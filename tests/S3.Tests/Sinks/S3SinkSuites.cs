using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>The suite for one policy.</summary>
public abstract class S3SinkSuite(OnConflict onConflict, OnTaken onTaken, int contentBytes) : SinkFaultContract, IAsyncLifetime
{
    private SuiteBucket _bucket = null!;

    public async Task InitializeAsync() => _bucket = await SuiteBucket.MakeAsync(onConflict);

    public Task DisposeAsync()
    {
        _bucket.Dispose();
        return Task.CompletedTask;
    }

    protected override OnTaken OnTaken => onTaken;

    protected override int ContentBytes => contentBytes;

    protected override ISink Create() => _bucket.Sink();

    protected override async ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync() => await _bucket.VisibleAsync();

    protected override async ValueTask<IReadOnlyCollection<string>> TracesAsync() => await _bucket.TracesAsync();
}

/// <summary>Content that is put at once.</summary>
[NeedsGateway]
public sealed class WholeFailingSinkTests() : S3SinkSuite(OnConflict.Fail, OnTaken.Refuses, SinkFixture.PartBytes - 1);

[NeedsGateway]
public sealed class PartsSkippingSinkTests() : S3SinkSuite(OnConflict.Skip, OnTaken.Skips, 5 * SinkFixture.PartBytes);

[NeedsGateway]
public sealed class PartsOverwritingSinkTests() : S3SinkSuite(OnConflict.Overwrite, OnTaken.Replaces, (3 * SinkFixture.PartBytes) + 1);

[NeedsGateway]
public sealed class PartsRenamingSinkTests() : S3SinkSuite(OnConflict.Rename, OnTaken.Renames, SinkFixture.PartBytes + 1);

/// <summary>Content of two full parts and some bytes; this one goes through failures behind failures, twins and copies as well, which are no matter of the policy.</summary>
[NeedsGateway]
public sealed class PartsFailingSinkTests : SinkRecoveryContract, IAsyncLifetime
{
    private SuiteBucket _bucket = null!;

    public async Task InitializeAsync() => _bucket = await SuiteBucket.MakeAsync(OnConflict.Fail);

    public Task DisposeAsync()
    {
        _bucket.Dispose();
        return Task.CompletedTask;
    }

    protected override int ContentBytes => (2 * SinkFixture.PartBytes) + 5;

    protected override ISink Create() => _bucket.Sink();

    protected override async ValueTask<Func<ISource>?> OriginAsync(string folder, IReadOnlyList<byte[]> contents) => await _bucket.OriginAsync(folder, contents);

    protected override async ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync() => await _bucket.VisibleAsync();

    protected override async ValueTask<IReadOnlyCollection<string>> TracesAsync() => await _bucket.TracesAsync();
}
