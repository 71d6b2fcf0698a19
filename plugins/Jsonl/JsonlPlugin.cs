using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Jsonl;

/// <summary>Offers the <c>jsonl</c> record sink.</summary>
public sealed class JsonlPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddRecordSink<JsonlSinkOptions>(
            "jsonl", "Writes the fields of items, one line of JSON each, to the end of a file.", static (options, context) => new JsonlSink(options, context));
    }
}
