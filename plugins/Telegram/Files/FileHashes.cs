using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>SHA-256 of the windows of a file, as the service gives them; what was fetched must fit.</summary>
internal sealed class FileHashes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, FileHash> _windows = [];

    public void Add(IEnumerable<FileHash> hashes)
    {
        lock (_lock)
            foreach (var hash in hashes) _windows[hash.Offset] = hash;
    }

    /// <summary>The first byte from <paramref name="offset"/> on that no known window covers, or the end.</summary>
    public long FirstUnknown(long offset, long end)
    {
        lock (_lock)
            while (offset < end && Covering(offset) is { } window) offset = window.Offset + window.Limit;
        return Math.Min(offset, end);
    }

    /// <summary>Checks every window that lies within the bytes.</summary>
    /// <exception cref="SecurityCheckException">One does not fit.</exception>
    public void Verify(long offset, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        for (var at = offset; at < offset + bytes.Length;)
        {
            FileHash? window;
            lock (_lock) window = Covering(at);
            if (window is null || at + window.Limit > offset + bytes.Length)
                throw new SecurityCheckException(SecurityCheck.FileHash, $"no hash covers the bytes from {at} on");
            SHA256.HashData(bytes.Slice((int)(at - offset), window.Limit), hash);
            if (!hash.SequenceEqual(window.Hash)) throw new SecurityCheckException(SecurityCheck.FileHash, $"the {window.Limit} bytes from {at} on are not those of the file");
            at += window.Limit;
        }
    }

    // Windows follow each other from their beginnings, so a part begins where one begins.
    private FileHash? Covering(long offset) => _windows.TryGetValue(offset, out var window) && window.Limit > 0 ? window : null;
}
