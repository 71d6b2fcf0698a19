using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>What the ledger keeps once per pipeline, so that nobody has to count rows: one row, written with every batch.</summary>
internal sealed class PipelineState
{
    private const byte FormatWithoutRun = 1;
    private const byte Format = 2;

    private readonly long[] _counts = new long[Enum.GetValues<ItemFate>().Length];

    public string? Cursor { get; set; }

    public bool StoppedCleanly { get; set; }

    /// <summary>When the last run began; null when there was none.</summary>
    public DateTimeOffset? RunBegan { get; set; }

    /// <summary>When the last run wrote something for the last time.</summary>
    public DateTimeOffset? LastHeard { get; set; }

    /// <summary>How many items it had under way then.</summary>
    public int UnderWay { get; set; }

    /// <summary>The place in the order of finding that the next item gets.</summary>
    public long NextPlace { get; set; }

    /// <summary>What is committed, by sink.</summary>
    public SortedDictionary<string, SinkTally> Sinks { get; } = new(StringComparer.Ordinal);

    /// <summary>Failed attempts, by lane.</summary>
    public SortedDictionary<string, long> LaneFailures { get; } = new(StringComparer.Ordinal);

    public LedgerCounts Counts => new(
        _counts[(int)ItemFate.Pending], _counts[(int)ItemFate.Done], _counts[(int)ItemFate.Filtered], _counts[(int)ItemFate.Skipped], _counts[(int)ItemFate.Dead]);

    public void Count(ItemFate fate, int change) => _counts[(int)fate] += change;

    public void CountReceipt(string sink, long bytes, int change)
    {
        var tally = Sinks.GetValueOrDefault(sink);
        Sinks[sink] = new(tally.Items + change, tally.Bytes + (bytes * change));
    }

    public ReadOnlySpan<byte> Write(BlobWriter blob, ulong owner)
    {
        blob.Clear().Byte(Format);
        blob.Text(Cursor);
        blob.Flag(StoppedCleanly);
        blob.Count((ulong)NextPlace);
        foreach (var count in _counts)
            blob.Fixed((ulong)count);
        blob.Count((ulong)Sinks.Count);
        foreach (var (sink, tally) in Sinks)
        {
            blob.Text(sink);
            blob.Fixed((ulong)tally.Items);
            blob.Fixed((ulong)tally.Bytes);
        }

        blob.Count((ulong)LaneFailures.Count);
        foreach (var (lane, failures) in LaneFailures)
        {
            blob.Text(lane);
            blob.Fixed((ulong)failures);
        }

        WriteTime(blob, RunBegan);
        WriteTime(blob, LastHeard);
        blob.Count((ulong)UnderWay);
        return blob.Seal(owner);
    }

    public static PipelineState Read(ReadOnlySpan<byte> bytes, string pipeline, ulong owner)
    {
        var blob = new BlobReader(bytes, owner, $"the state of pipeline '{pipeline}'");
        var format = blob.Byte();
        var state = new PipelineState { Cursor = blob.Text(), StoppedCleanly = blob.Flag(), NextPlace = (long)blob.Count() };
        for (var fate = 0; fate < state._counts.Length; fate++)
            state._counts[fate] = (long)blob.Fixed();
        for (var left = blob.Count(); left > 0; left--)
            state.Sinks[blob.Text()!] = new((long)blob.Fixed(), (long)blob.Fixed());
        for (var left = blob.Count(); left > 0; left--)
            state.LaneFailures[blob.Text()!] = (long)blob.Fixed();
        if (format != FormatWithoutRun)
            (state.RunBegan, state.LastHeard, state.UnderWay) = (ReadTime(ref blob), ReadTime(ref blob), (int)blob.Count());
        return state;
    }

    private static void WriteTime(BlobWriter blob, DateTimeOffset? time)
    {
        blob.Flag(time.HasValue);
        if (time is { } moment)
            blob.Time(moment);
    }

    private static DateTimeOffset? ReadTime(ref BlobReader blob) => blob.Flag() ? blob.Time() : null;
}
