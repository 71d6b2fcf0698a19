using System.ComponentModel;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Sources;

/// <summary>The options of the <c>filesystem</c> source.</summary>
public sealed record FileSystemSourceOptions
{
    /// <summary>The root.</summary>
    [Description("Folder whose files are the items, those in its folders included. A relative path starts from the pipeline file's folder. Symbolic links below it are neither listed nor followed.")]
    [Example("./photos")]
    public required string Root { get; init; }

    /// <summary>What to take.</summary>
    [Description("Patterns of files to take; everything when empty. '*' and '?' stand for characters of one name, '**' for any folders; a pattern without '/' is looked for in every folder, and one that ends in '/' stands for a folder with all in it. Case does not matter.")]
    [Example("[\"*.jpg\", \"scans/**/*.pdf\"]")]
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>What to leave.</summary>
    [Description("Patterns, as in include, of files and folders to leave out.")]
    [Example("[\"*.tmp\", \"cache/\"]")]
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether hidden ones count.</summary>
    [Description("Whether hidden files and folders count: those whose name begins with a dot, and on Windows those marked as hidden.")]
    public bool Hidden { get; init; }
}
