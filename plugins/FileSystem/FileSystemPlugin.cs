using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Plugins.FileSystem.Sources;

namespace TgPlatform.Plugins.FileSystem;

/// <summary>Offers the <c>filesystem</c> source and sink.</summary>
public sealed class FileSystemPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        registry.AddSource<FileSystemSourceOptions>(
            "filesystem", "Takes the files below a folder as items.", FileSystemSource.Fields, static (options, context) => new FileSystemSource(options, context));
        registry.AddSink<FileSystemSinkOptions>(
            "filesystem", "Stores content as files below a folder, whole or not at all.", static (options, context) => new FileSystemSink(options, context));
    }
}
