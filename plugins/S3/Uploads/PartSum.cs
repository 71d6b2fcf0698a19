using System.Buffers.Binary;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Requests;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>The sum that goes with the bytes of a request: the cheapest that the server compares, MD5 where it knows no better.</summary>
/// <param name="Header">Where it is told, and answered.</param>
/// <param name="Value">In base64.</param>
internal readonly record struct PartSum(string Header, string Value)
{
    private const string Md5Header = "content-md5";

    /// <param name="body">The bytes.</param>
    /// <param name="powers">What the server compares.</param>
    /// <param name="crc64">Their CRC-64/NVME where it is known.</param>
    public static PartSum Of(PartBuffer body, EndpointPowers powers, ReadOnlyMemory<byte>? crc64)
    {
        if (powers.Crc64Nvme && crc64 is { } known)
            return new("x-amz-checksum-crc64nvme", Convert.ToBase64String(known.Span));
        if (!powers.Crc32C)
            return new(Md5Header, Convert.ToBase64String(body.Md5()));
        Span<byte> crc32 = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc32, body.Crc32C());
        return new("x-amz-checksum-crc32c", Convert.ToBase64String(crc32));
    }

    /// <summary>Whether an answer says that other bytes were stored. Not every ETag is an MD5; one that looks like it, where it has to be one, is.</summary>
    public bool IsContradictedBy(string? etag, string? echo)
    {
        if (Header != Md5Header)
            return echo is not null && echo != Value;
        return etag is { Length: 32 } && etag.All(char.IsAsciiHexDigit) && !Convert.FromHexString(etag).AsSpan().SequenceEqual(Convert.FromBase64String(Value));
    }
}
