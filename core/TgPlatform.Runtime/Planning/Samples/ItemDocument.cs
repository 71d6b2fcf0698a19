using System.ComponentModel;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Planning.Samples;

/// <summary>The keys of an item that is given instead of found: in the tests of a pipeline, and in a file of samples.</summary>
internal sealed record ItemDocument
{
    [Description("The file name the source would propose.")]
    public required string Name { get; init; }

    [Description("Identity; the name when not set.")]
    public string? Id { get; init; }

    [Description("What the item is.")]
    public ItemKind Kind { get; init; }

    [Description("Bytes of the content; unknown when not set.")]
    public ByteSize? Size { get; init; }

    [Description("When it was published or last changed.")]
    public DateTimeOffset? Date { get; init; }

    [Description("False for an item that is only a record.")]
    public bool HasContent { get; init; } = true;

    [Description("What changes when the content changes.")]
    public string? Version { get; init; }

    [Description("The only lane that may fetch it.")]
    public string? Lane { get; init; }

    [Description("The kind of row or message it becomes in a record sink.")]
    public string? RecordType { get; init; }

    [Description("The group it belongs to, such as an album; alone when not set.")]
    public string? Group { get; init; }

    [Description("The fields the source would fill, by name."), Example("{ chat: news, views: 12 }")]
    public YamlNode? Fields { get; init; }
}
