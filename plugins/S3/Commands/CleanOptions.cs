using System.ComponentModel;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Commands;

/// <summary>The options of <c>tgp s3 clean</c>.</summary>
public sealed record CleanOptions : S3BucketOptions
{
    /// <summary>Where to look.</summary>
    [Description("Looks only at uploads whose keys begin with this.")]
    public string Prefix { get; init; } = "";

    /// <summary>How old is stale.</summary>
    [Description("Leaves uploads alone that were begun more recently: a run may be at work on them.")]
    [Example("7d")]
    public TimeSpan OlderThan { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Others' uploads.</summary>
    [Description("Take uploads of others as well: of other programs, and of pipelines in other folders.")]
    public bool Foreign { get; init; }

    /// <summary>Act.</summary>
    [Description("Abort what is listed; without it nothing is changed.")]
    public bool Abort { get; init; }
}
