using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http;

/// <summary>Offers the <c>http</c> source.</summary>
public sealed class HttpPlugin : IPlugin
{
    internal static readonly IReadOnlyList<FieldDefinition> Fields =
    [
        new("url", FieldType.Text, "The item's URL; passwords and keys in it are replaced.", "https://example.org/photos/1.jpg"),
        new("host", FieldType.Text, "Host and, when it is not the usual one, port of the URL; also the item's lane.", "example.org"),
        new("priority", FieldType.Integer, "Priority of the task; missing when the task has none.", "5"),
    ];

    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddSource<HttpSourceOptions>(
            "http",
            "Files on web servers, named in the pipeline, in a text list, or in a JSON task file that may grow while it runs.",
            Fields,
            static (options, context) => new HttpSource(options, context));
    }
}
