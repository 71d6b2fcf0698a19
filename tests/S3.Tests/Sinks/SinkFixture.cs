using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Uploads;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>Sinks over a bucket of the test's own, with parts so small that tests are quick; the server is set up to take them.</summary>
internal static class SinkFixture
{
    public const int PartBytes = 128 * 1024;

    private static readonly Lazy<Task<EndpointPowers>> Powers = new(ProbeAsync);

    /// <summary>What the server can do, found out once for all suites: they make some hundred sinks each.</summary>
    public static Task<EndpointPowers> PowersAsync() => Powers.Value;

    public static S3Sink Make(RadosGateway gateway, TestBucket bucket, TempFolder folder, Func<S3SinkOptions, S3SinkOptions>? change = null)
        => Make(gateway.Url, bucket.Name, folder, change);

    public static S3Sink Make(string url, string bucket, TempFolder folder, Func<S3SinkOptions, S3SinkOptions>? change = null, TimeProvider? time = null, IContentMemory? memory = null, CopySizes? copySizes = null, ILogger? logger = null, EndpointPowers? powers = null)
    {
        var options = OptionsFor(url, bucket);
        var context = new PluginContext { BaseFolder = folder.Root, StateFolder = folder.At("state"), Time = time ?? TimeProvider.System, Logger = logger ?? NullLogger.Instance };
        return new(change?.Invoke(options) ?? options, memory is null ? context : context with { ContentMemory = memory }, copySizes, powers);
    }

    private static async Task<EndpointPowers> ProbeAsync()
    {
        var gateway = await RadosGateway.GetAsync();
        var options = OptionsFor(gateway.Url, (await gateway.MakeBucketAsync()).Name);
        using var bucket = new Bucket(options);
        using var sender = new ObjectSender(bucket, TimeProvider.System);
        return await new EndpointProbe(bucket, sender, new(options), new(bucket, null), "", TimeProvider.System, NullLogger.Instance).RunAsync(default);
    }

    private static S3SinkOptions OptionsFor(string url, string bucket) => new()
    {
        Bucket = bucket,
        Endpoint = new(url),
        AccessKey = new(RadosGateway.AccessKey),
        SecretKey = new(RadosGateway.SecretKey),
        PartSize = new(PartBytes),
    };
}
