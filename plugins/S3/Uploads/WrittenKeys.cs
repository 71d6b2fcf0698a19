using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// Notices when an item replaces what another item of the same run has stored: with on_conflict: overwrite nothing else would tell. Takes the same
/// memory for ten objects and for ten million: a filter says which keys may have been written, and the mark of what is there says by whom.
/// </summary>
internal sealed class WrittenKeys(ObjectReader reader, ILogger logger)
{
    private const int Bits = 1 << 24;

    private readonly Lock _lock = new();
    private readonly Lazy<uint[]> _filter = new(static () => new uint[Bits / 32]);

    // What is still on its way cannot be looked at on the server yet.
    private readonly (string? Key, string? Item)[] _latest = new (string?, string?)[4096];

    /// <summary>An item's object is about to be written over whatever is there.</summary>
    public async Task NoteAsync(string key, UploadMark mark, CancellationToken cancellationToken)
    {
        var (wasWritten, by) = Add(key, mark.Item);
        if (!wasWritten)
            return;
        by ??= UploadMark.Parse((await reader.FindAsync(key, cancellationToken))?.Mark)?.Item;
        if (by is not null && by != mark.Item)
            logger.LogWarning("'{Key}' was written by two items of this run, and the later one is kept. Make 'path' tell items apart", key);
    }

    private (bool WasWritten, string? By) Add(string key, string item)
    {
        Span<byte> sum = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), sum);
        var places = MemoryMarshal.Cast<byte, uint>(sum);
        lock (_lock)
        {
            var wasWritten = true;
            foreach (var place in places[..4])
            {
                ref var word = ref _filter.Value[place % Bits / 32];
                var bit = 1u << (int)(place % 32);
                wasWritten &= (word & bit) != 0;
                word |= bit;
            }

            ref var latest = ref _latest[places[4] % _latest.Length];
            var by = latest.Key == key ? latest.Item : null;
            latest = (key, item);
            return (wasWritten, by);
        }
    }
}
