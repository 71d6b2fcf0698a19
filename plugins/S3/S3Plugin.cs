using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Commands;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Sources;

namespace TgPlatform.Plugins.S3;

/// <summary>Offers the <c>s3</c> source and sink, and <c>tgp s3 clean</c>.</summary>
public sealed class S3Plugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        registry.AddSource<S3SourceOptions>("s3", "Takes the objects of a bucket as items.", S3Source.Fields, static (options, _) => new S3Source(options));
        registry.AddSink<S3SinkOptions>(
            "s3", "Stores content as objects of a bucket, whole or not at all; what a source has on the same server is copied there, not fetched.", static (options, context) => new S3Sink(options, context));
        registry.AddCommand<CleanOptions>(
            "s3 clean",
            "Lists the unfinished uploads of a bucket that nobody works on, and aborts them with --abort.",
            ["tgp s3 clean archive --endpoint https://s3.example.org", "tgp s3 clean archive --older-than 7d --abort"],
            CleanCommand.RunAsync);
    }
}
