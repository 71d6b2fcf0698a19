using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Uploads;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>Sinks over a bucket of the test's own, with parts so small that tests are quick; the server is set up to take them.</summary>
internal static class SinkFixture
{
    public const int PartBytes = 128 * 1024;

    public static S3Sink Make(RadosGateway gateway, TestBucket bucket, TempFolder folder, Func<S3SinkOptions, S3SinkOptions>? change = null)
        => Make(gateway.Url, bucket.Name, folder, change);

    public static S3Sink Make(string url, string bucket, TempFolder folder, Func<S3SinkOptions, S3SinkOptions>? change = null, TimeProvider? time = null, IContentMemory? memory = null, CopySizes? copySizes = null, ILogger? logger = null)
    {
        var options = new S3SinkOptions
        {
            Bucket = bucket,
            Endpoint = new(url),
            AccessKey = new(RadosGateway.AccessKey),
            SecretKey = new(RadosGateway.SecretKey),
            PartSize = new(PartBytes),
        };
        var context = new PluginContext { BaseFolder = folder.Root, StateFolder = folder.At("state"), Time = time ?? TimeProvider.System, Logger = logger ?? NullLogger.Instance };
        return new(change?.Invoke(options) ?? options, memory is null ? context : context with { ContentMemory = memory }, copySizes);
    }
}
