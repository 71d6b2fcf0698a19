using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;

namespace TgPlatform.Plugins.S3;

/// <summary>Offers the <c>s3</c> sink.</summary>
public sealed class S3Plugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        registry.AddSink<S3SinkOptions>(
            "s3", "Stores content as objects of a bucket, whole or not at all.", static (options, context) => new S3Sink(options, context));
    }
}
