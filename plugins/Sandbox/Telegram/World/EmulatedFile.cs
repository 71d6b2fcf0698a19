using System.Buffers;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>One file. Its bytes follow from its id and the size asked for (<c>""</c> for the whole file, <c>m</c>, <c>x</c>, <c>y</c> for pictures).</summary>
public sealed record EmulatedFile(long Id, MediaKind Kind, long Bytes, string? Name, int Date, int DataCentre)
{
    /// <summary>True for photos, which come in sizes instead of as a document.</summary>
    public bool IsPhoto => Kind is MediaKind.Photo or MediaKind.WebPage;

    /// <summary>The length in bytes of the whole file or one of its sizes; −1 when there is no such size.</summary>
    public long Length(string size = "") => (size, IsPhoto) switch
    {
        ("m", true) => Math.Max(1, Bytes / 10),
        ("x", true) => Math.Max(1, Bytes / 3),
        ("y", true) or ("", _) => Bytes,
        ("m", false) when Kind is MediaKind.Video or MediaKind.Document or MediaKind.Animation or MediaKind.VideoNote => Math.Clamp(Bytes / 20, 1, 5000),
        _ => -1,
    };

    /// <summary>Fills the target with the bytes from this offset on; the caller keeps within the length.</summary>
    public void Read(string size, long offset, Span<byte> target) => Mixer.Fill(Mixer.Mix((ulong)Id, Seed(size)), offset, target);

    /// <summary>The SHA-256 of the whole file or one of its sizes.</summary>
    public byte[] Sha256(string size = "") => Sha256(size, 0, Length(size));

    /// <summary>The SHA-256 of a piece.</summary>
    public byte[] Sha256(string size, long offset, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        for (var end = offset + length; offset < end;)
        {
            var count = (int)Math.Min(buffer.Length, end - offset);
            Read(size, offset, buffer.AsSpan(0, count));
            hash.AppendData(buffer, 0, count);
            offset += count;
        }
        ArrayPool<byte>.Shared.Return(buffer);
        return hash.GetHashAndReset();
    }

    // The largest size of a photo and the photo itself are one.
    private ulong Seed(string size) => size is "" || (size is "y" && IsPhoto) ? 0UL : size[0];
}
