namespace TgPlatform.Contracts;

/// <summary>The ways to sum up content that the runtime knows.</summary>
public enum DigestAlgorithm
{
    /// <summary>
    /// CRC-64/NVME, 8 bytes, most significant first: computed for everything that passes. It finds accidents, not forgeries.
    /// </summary>
    Crc64Nvme = 0,

    /// <summary>SHA-256, 32 bytes (FIPS 180-4).</summary>
    Sha256,

    /// <summary>SHA-512, 64 bytes (FIPS 180-4).</summary>
    Sha512,

    /// <summary>MD5, 16 bytes (RFC 1321), because servers still declare it.</summary>
    Md5,
}

/// <summary>A sum over content.</summary>
/// <param name="Algorithm">How it was made.</param>
/// <param name="Bytes">The sum; its length follows from the algorithm.</param>
public sealed record Digest(DigestAlgorithm Algorithm, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether both were made the same way and are the same bytes.</summary>
    /// <param name="other">The other digest.</param>
    public bool Equals(Digest? other) => other is not null && Algorithm == other.Algorithm && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Algorithm);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>Algorithm and lower-case hexadecimal sum: <c>sha256:9f86d0…</c>.</summary>
    public override string ToString() => $"{Algorithm.ToString().ToLowerInvariant()}:{Convert.ToHexStringLower(Bytes.Span)}";
}
