namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>How much the server is asked to copy by one request.</summary>
/// <param name="MostAtOnce">Objects up to this many bytes are copied whole.</param>
/// <param name="Part">Bytes of a part of larger ones.</param>
internal sealed record CopySizes(long MostAtOnce, long Part)
{
    /// <summary>What S3 allows is 5 GiB; parts are so small that a broken copy does not lose much.</summary>
    public static CopySizes OfS3 { get; } = new(5L << 30, 512L << 20);
}
