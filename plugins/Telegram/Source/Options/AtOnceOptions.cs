using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Telegram.Source.Options;

/// <summary>How many files one account fetches at once.</summary>
public sealed record AtOnceOptions
{
    /// <summary>Files of any size.</summary>
    [Description("Most files at once, whatever their size.")]
    [Range(1, 64)]
    public int Files { get; init; } = 5;

    /// <summary>Large files.</summary>
    [Description("Most large files at once, counted among files.")]
    [Range(1, 64)]
    public int Large { get; init; } = 2;

    /// <summary>What is large.</summary>
    [Description("From this size on a file is large.")]
    [Range(typeof(ByteSize), "1MiB", "4GiB")]
    public ByteSize LargeFrom { get; init; } = ByteSize.FromMiB(20);
}
