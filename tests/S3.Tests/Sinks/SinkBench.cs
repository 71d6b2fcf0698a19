using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>A bucket behind a front, and sinks over it.</summary>
public abstract class SinkBench : IAsyncLifetime
{
    internal const int Part = SinkFixture.PartBytes;

    private const int Chunk = 50_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    protected TempFolder Folder { get; } = new();

    protected RadosGateway Gateway { get; private set; } = null!;

    protected TestBucket Bucket { get; private set; } = null!;

    protected Front Front { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Gateway = await RadosGateway.GetAsync();
        Bucket = await Gateway.MakeBucketAsync();
        Front = await Front.BeforeAsync(Gateway);
    }

    public async Task DisposeAsync()
    {
        await Front.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>A new sink as in a later process, connected, and used once: it has found out what the server can do, before a test counts requests.</summary>
    internal async Task<S3Sink> ConnectAsync(Func<S3SinkOptions, S3SinkOptions>? change = null, IContentMemory? memory = null, ILogger? logger = null)
    {
        var sink = SinkFixture.Make(Front.Url, Bucket.Name, Folder, change, memory: memory, logger: logger);
        using var limit = new CancellationTokenSource(Patience);
        await sink.ConnectAsync(limit.Token);
        await using var delivery = await sink.BeginAsync(Some.Target("connected", "connected", 0), limit.Token);
        return sink;
    }

    internal static async Task<Receipt> StoreAsync(ISink sink, string name, byte[] content, string id = "1", long? length = -1)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var delivery = await sink.BeginAsync(Some.Target(name, id, length == -1 ? content.Length : length), limit.Token);
        await WriteAsync(delivery!, content, limit.Token);
        return await delivery!.CommitAsync(Some.Seal(content), limit.Token);
    }

    /// <summary>Writes some of the content and ends as a stopped run does; what the ledger would keep comes back.</summary>
    internal static async Task<DeliveryState> LeaveAsync(ISink sink, string name, byte[] content, int upTo, DeliveryState? earlier = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var delivery = await sink.BeginAsync(Some.Target(name, "1", content.Length, earlier), limit.Token);
        await WriteAsync(delivery!, content.AsMemory((int)delivery!.Offset, upTo - (int)delivery.Offset), limit.Token);
        return ((IResumable)delivery).State;
    }

    /// <summary>Stores as the runtime does: what fails for a while is tried again behind what is safe.</summary>
    internal static async Task<(Receipt Receipt, int Attempts)> StoreInTheEndAsync(ISink sink, string name, byte[] content, long? length)
    {
        using var limit = new CancellationTokenSource(Patience);
        DeliveryState? state = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var delivery = await sink.BeginAsync(Some.Target(name, "1", length, state), limit.Token);
                try
                {
                    await WriteAsync(delivery!, content.AsMemory((int)delivery!.Offset), limit.Token);
                    return (await delivery.CommitAsync(Some.Seal(content), limit.Token), attempt);
                }
                finally
                {
                    var reached = (delivery as IResumable)?.State;
                    state = reached is { Offset: > 0 } ? reached : state;
                }
            }
            catch (FailureException failure) when (attempt < 12 && failure.Kind is FailureKind.Transient or FailureKind.Throttled)
            {
                // Again.
            }
        }
    }

    private static async Task WriteAsync(IDelivery delivery, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(Chunk, bytes.Length)..])
            await delivery.WriteAsync(bytes[..Math.Min(Chunk, bytes.Length)], cancellationToken);
    }
}
