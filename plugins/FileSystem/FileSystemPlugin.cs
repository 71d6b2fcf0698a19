using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;

namespace TgPlatform.Plugins.FileSystem;

/// <summary>Offers the <c>filesystem</c> source and sink.</summary>
public sealed class FileSystemPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        registry.AddSink<FileSystemSinkOptions>(
            "filesystem", "Stores content as files below a folder, whole or not at all.", static (options, context) => new FileSystemSink(options, context));
    }
}
