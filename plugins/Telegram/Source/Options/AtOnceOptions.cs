using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Telegram.Source.Options;

/// <summary>How many files one account fetches at once, and over how many connections.</summary>
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

    /// <summary>Connections for files.</summary>
    [Description("Most connections to one data centre for files, each with 2 MiB on its way at most. Without it as many as TDLib opens: 2, with premium 8; for careful accounts 1.")]
    [Range(1, 8)]
    public int? Connections { get; init; }
}
