using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Care;

/// <summary>An item whose row was proven, with those of its other rows that were.</summary>
internal sealed record ScannedItem(long Key, long Pipeline, byte[] Id, long Fate, long Round, byte[]? Version, long Place, long Sum, byte[] Body)
{
    public List<(string Sink, byte[]? Memory, byte[]? Receipt, Digest? Content)> Deliveries { get; } = [];

    /// <summary>What its receipts say is committed.</summary>
    public List<(string Sink, long Bytes)> Committed { get; } = [];

    public List<byte[]> Attempts { get; } = [];
}

/// <summary>A pipeline as its own row tells it, and as its items do.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Stored">What its row says; null when that is unreadable.</param>
internal sealed record ScannedPipeline(long Key, string Name, PipelineState? Stored)
{
    /// <summary>The counts of the items that were taken.</summary>
    public PipelineState Counted { get; } = new();

    /// <summary>Takes an item into the counts.</summary>
    public void Take(ScannedItem item)
    {
        Counted.Count((ItemFate)item.Fate, 1);
        Counted.NextPlace = Math.Max(Counted.NextPlace, LeftPlaces.NumberOf(item.Place) + 1);
        foreach (var (sink, bytes) in item.Committed)
            Counted.CountReceipt(sink, bytes, 1);
    }

    /// <summary>Where the two differ, one sentence each.</summary>
    public IEnumerable<string> Differences()
    {
        if (Stored is null)
            yield break;
        if (Stored.Counts != Counted.Counts)
            yield return $"pipeline '{Name}': the counts say {Text(Stored.Counts)}; there are {Text(Counted.Counts)}";
        foreach (var sink in Stored.Sinks.Keys.Union(Counted.Sinks.Keys))
        {
            var (said, counted) = (Stored.Sinks.GetValueOrDefault(sink), Counted.Sinks.GetValueOrDefault(sink));
            if (said != counted)
                yield return $"pipeline '{Name}', sink '{sink}': the counts say {Text(said)}; there are {Text(counted)}";
        }
    }

    private static string Text(LedgerCounts counts) => string.Create(CultureInfo.InvariantCulture,
        $"done {counts.Done}, filtered {counts.Filtered}, skipped {counts.Skipped}, dead {counts.Dead}, pending {counts.Pending}");

    private static string Text(SinkTally tally) => string.Create(CultureInfo.InvariantCulture, $"{tally.Items} committed contents of {tally.Bytes} bytes");
}
