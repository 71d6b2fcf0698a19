using System.Runtime.InteropServices;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>
/// What was said of items and is not in the file yet, and the counts with it. Items that are pending stay after they are written, unless they are
/// put down: their end is still to come, and then nobody has to ask the file.
/// </summary>
internal sealed class QueuedFacts(LedgerCounts counts)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Fact> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Sink, Digest Digest), CommittedName> _contents = [];
    private readonly long[] _queued = new long[Enum.GetValues<ItemFate>().Length];
    private LedgerCounts _written = counts;

    /// <summary>Counts, queued writes included.</summary>
    public LedgerCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return new(
                    _written.Pending + _queued[(int)ItemFate.Pending], _written.Done + _queued[(int)ItemFate.Done],
                    _written.Filtered + _queued[(int)ItemFate.Filtered], _written.Skipped + _queued[(int)ItemFate.Skipped],
                    _written.Dead + _queued[(int)ItemFate.Dead]);
            }
        }
    }

    /// <summary>What was said of an item, or null: then the file knows.</summary>
    public KnownItem? Find(string itemId)
    {
        lock (_lock)
            return _facts.TryGetValue(itemId, out var fact) ? fact.Known : null;
    }

    /// <summary>Where content is that was committed and is not in the file yet, or null: then the file knows.</summary>
    public CommittedName? FindContent(string sink, Digest digest)
    {
        lock (_lock)
            return _contents.TryGetValue((sink, digest), out var found) ? found : null;
    }

    /// <summary>A delivery has ended, perhaps with content whose digest is known.</summary>
    public void SaidContent(in LedgerWrite write)
    {
        if (write.Content is not { } digest)
            return;
        lock (_lock)
            _contents[(write.Text!, digest)] = new(write.ItemId, ((Receipt)write.Subject!).Name);
    }

    /// <summary>Something that changes a fate was said.</summary>
    public void Said(in LedgerWrite write, string? version)
    {
        lock (_lock)
        {
            Count(write, 1);
            ref var fact = ref CollectionsMarshal.GetValueRefOrAddDefault(_facts, write.ItemId, out _);
            fact = new(new(write.Fate, version), fact.Queued + 1, IsHeld: write.Fate == ItemFate.Pending && write.Kind != WriteKind.LeaveItem);
        }
    }

    /// <summary>Writes were committed, and the file's counts are now these.</summary>
    public void Written(List<LedgerWrite> writes, LedgerCounts counts)
    {
        lock (_lock)
        {
            _written = counts;
            foreach (ref readonly var write in CollectionsMarshal.AsSpan(writes))
            {
                if (write.Content is { } digest)
                    _contents.Remove((write.Text!, digest));
                if (!write.Counts)
                    continue;
                Count(write, -1);
                ref var fact = ref CollectionsMarshal.GetValueRefOrNullRef(_facts, write.ItemId);
                fact = fact with { Queued = fact.Queued - 1 };
                if (fact.Queued == 0 && !fact.IsHeld)
                    _facts.Remove(write.ItemId);
            }
        }
    }

    private void Count(in LedgerWrite write, int change)
    {
        if (write.Before is { } before)
            _queued[(int)before] -= change;
        _queued[(int)write.Fate] += change;
    }

    private readonly record struct Fact(KnownItem Known, int Queued, bool IsHeld);
}
