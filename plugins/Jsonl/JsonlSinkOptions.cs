using System.ComponentModel;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Jsonl;

/// <summary>The options of the <c>jsonl</c> sink.</summary>
public sealed record JsonlSinkOptions
{
    /// <summary>The file.</summary>
    [Description("File the lines are added to; made when missing, with its folders. A relative path starts from the pipeline file's folder. Two sinks cannot share one.")]
    [Example("./messages.jsonl")]
    public required string Path { get; init; }
}
