using System.ComponentModel;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>The options of the <c>filesystem</c> sink.</summary>
public sealed record FileSystemSinkOptions
{
    /// <summary>The root.</summary>
    [Description("Folder that everything is written below; made when missing. A relative path starts from the pipeline file's folder.")]
    [Example("./downloads")]
    public required string Root { get; init; }

    /// <summary>The conflict policy.</summary>
    [Description("What to do when a name is taken: fail (the item becomes a dead letter), skip (leave what is there), overwrite (replace it in one step), rename (take the next free name, 'photo (2).jpg').")]
    [Example("rename")]
    public OnConflict OnConflict { get; init; } = OnConflict.Fail;

    /// <summary>The promise in case of a power failure.</summary>
    [Description("What survives a power failure: none (no promise), file (a file under its final name is whole, but the newest names may be missing until the run ends), full (what counts as done is there). A crash of the program alone costs nothing in any case.")]
    [Example("full")]
    public Durability Durability { get; init; } = Durability.File;
}
