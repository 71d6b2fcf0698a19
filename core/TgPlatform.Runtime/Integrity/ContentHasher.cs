using System.Collections.Concurrent;
using System.Security.Cryptography;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Integrity;

/// <summary>
/// Counts and sums up content as it passes: CRC-64/NVME always, cryptographic sums when asked for. Rented for one piece of content, used by
/// one thread at a time, given back by <see cref="Dispose"/>.
/// </summary>
public sealed class ContentHasher : IDisposable
{
    private static readonly ConcurrentBag<IncrementalHash>[] Pools = [[], [], [], []];

    private readonly List<(DigestAlgorithm Algorithm, IncrementalHash Hash)> _hashes = [];

    private ContentHasher()
    {
    }

    /// <summary>Bytes summed up so far, counted from the beginning of the content.</summary>
    public long Length { get; private set; }

    /// <summary>CRC-64/NVME of those bytes: what <see cref="TryContinue"/> wants back.</summary>
    public ulong Crc64 { get; private set; }

    /// <summary>A hasher at the beginning of content.</summary>
    /// <param name="algorithms">The sums wanted besides CRC-64/NVME; naming that one too changes nothing.</param>
    public static ContentHasher Rent(params ReadOnlySpan<DigestAlgorithm> algorithms)
    {
        var hasher = new ContentHasher();
        foreach (var algorithm in algorithms)
        {
            if (algorithm != DigestAlgorithm.Crc64Nvme && !hasher._hashes.Exists(known => known.Algorithm == algorithm))
                hasher._hashes.Add((algorithm, Pools[(int)algorithm].TryTake(out var hash) ? hash : IncrementalHash.CreateHash(NameOf(algorithm))));
        }

        return hasher;
    }

    /// <summary>
    /// Continues behind bytes an earlier process summed up. False, and nothing changed, when a cryptographic sum is wanted: its state cannot be
    /// kept, so the bytes have to be read again and appended.
    /// </summary>
    /// <param name="length">How many bytes there were.</param>
    /// <param name="crc64">Their CRC-64/NVME.</param>
    public bool TryContinue(long length, ulong crc64)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (Length != 0)
            throw new InvalidOperationException("Bytes have been summed up already; continue before the first Append.");
        if (_hashes.Count > 0)
            return length == 0;
        (Length, Crc64) = (length, crc64);
        return true;
    }

    /// <summary>Sums up the next bytes.</summary>
    /// <param name="bytes">The bytes directly behind the ones before.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        Crc64 = Crc64Nvme.Append(Crc64, bytes);
        foreach (var (_, hash) in _hashes)
            hash.AppendData(bytes);
    }

    /// <summary>Length and sums so far, CRC-64/NVME first; more bytes may follow.</summary>
    public ContentSeal Seal()
    {
        var digests = new Digest[_hashes.Count + 1];
        digests[0] = Crc64Nvme.ToDigest(Crc64);
        for (var index = 0; index < _hashes.Count; index++)
            digests[index + 1] = new(_hashes[index].Algorithm, _hashes[index].Hash.GetCurrentHash());
        return new(Length, digests);
    }

    /// <summary>Gives the parts of the hasher back for the next content.</summary>
    public void Dispose()
    {
        Span<byte> discarded = stackalloc byte[SHA512.HashSizeInBytes];
        foreach (var (algorithm, hash) in _hashes)
        {
            hash.GetHashAndReset(discarded);
            Pools[(int)algorithm].Add(hash);
        }

        _hashes.Clear();
    }

    private static HashAlgorithmName NameOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        DigestAlgorithm.Sha512 => HashAlgorithmName.SHA512,
        DigestAlgorithm.Md5 => HashAlgorithmName.MD5,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a sum the runtime can compute."),
    };
}
