using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Sources;

/// <summary>The options of the <c>s3</c> source.</summary>
public sealed record S3SourceOptions : S3BucketOptions
{
    /// <summary>What keys begin with.</summary>
    [Description("Takes the objects whose keys begin with this; all of them when empty. It need not end at a '/'.")]
    [Example("photos/2026-")]
    public string Prefix { get; init; } = "";

    /// <summary>What keys end with.</summary>
    [Description("Takes the objects whose keys end with one of these; all of them when empty. Case does not matter.")]
    [Example("[\".jpg\", \".mp4\"]")]
    public IReadOnlyList<string> Suffix { get; init; } = [];

    /// <summary>From when on.</summary>
    [Description("Takes the objects that were written or changed at this moment or later.")]
    [Example("2026-01-31T12:00:00Z")]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Ranges of one object at once.</summary>
    [Description("How many ranges of one large object are fetched at once; worth it where a server limits each connection.")]
    [Range(1, 32)]
    public int ParallelRanges { get; init; } = 1;

    /// <summary>Length of such a range.</summary>
    [Description("Length of one range, when an object is fetched by several at once; smaller objects come in one piece.")]
    [Range(typeof(ByteSize), "64KiB", "16MiB")]
    public ByteSize RangeSize { get; init; } = ByteSize.FromMiB(8);

    /// <summary>The key objects are encrypted with.</summary>
    [Description("The key of objects that were written with encryption: customer; 32 bytes in base64.")]
    [Example("\"${S3_CUSTOMER_KEY}\"")]
    public Secret? CustomerKey { get; init; }
}
