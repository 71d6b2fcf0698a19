using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Guesses how large content is whose size nobody knows: the mean of what was fetched before of the same kind and extension, else of the same
/// kind, else of everything. Begins with what the ledger remembers, and learns from each opening. The same ledger gives the same guesses.
/// </summary>
internal sealed class SizeEstimates(Func<IReadOnlyList<SizeTally>> history)
{
    /// <summary>What an item counts while nothing at all is known.</summary>
    public const long Unknown = 1 << 20;

    // Names like log.1, log.2, … are no sorts of content: beyond so many only the kind counts.
    private const int MostSorts = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(ItemKind? Kind, string? Extension), (long Items, double Bytes)> _tallies = [];
    private bool _hasHistory;

    /// <summary>Raised when so much was learnt that what waits should be guessed anew.</summary>
    public event Action? Improved;

    /// <summary>The bytes to count for an item.</summary>
    public long Of(Item item) => item.Size ?? (item.HasContent ? Guess(item) : 0);

    /// <summary>Opening has told how large an item of unknown size is.</summary>
    /// <param name="found">The item as it was found.</param>
    /// <param name="length">The length of its content.</param>
    public void Learn(Item found, long length)
    {
        long seen;
        lock (_lock)
        {
            ReadHistory();
            seen = Count(found.Kind, found.Extension, 1, length);
        }

        // At 1, 2, 4, 8 … of a kind: by then the mean may have moved, and going through what waits stays cheap.
        if (long.IsPow2(seen))
            Improved?.Invoke();
    }

    private long Guess(Item item)
    {
        lock (_lock)
        {
            // The history is read when the first such item comes, so that nobody else pays for it.
            ReadHistory();
            return Mean(item.Kind, item.Extension) ?? Mean(item.Kind, null) ?? Mean(null, null) ?? Unknown;
        }
    }

    private void ReadHistory()
    {
        if (_hasHistory)
            return;
        _hasHistory = true;
        foreach (var (kind, extension, items, bytes) in history())
            Count(kind, extension, items, bytes);
    }

    private long? Mean(ItemKind? kind, string? extension) => _tallies.TryGetValue((kind, extension), out var tally) ? (long)(tally.Bytes / tally.Items) : null;

    private long Count(ItemKind kind, string extension, long items, double bytes)
    {
        Add((null, null));
        if (_tallies.Count < MostSorts || _tallies.ContainsKey((kind, extension)))
            Add((kind, extension));
        return Add((kind, null));

        long Add((ItemKind?, string?) sort)
        {
            var tally = _tallies.GetValueOrDefault(sort);
            _tallies[sort] = tally = (tally.Items + items, tally.Bytes + bytes);
            return tally.Items;
        }
    }
}
