namespace TgPlatform.Runtime.Ledgers;

/// <summary>What the last run had not brought to its end, and how much of it is kept. A killed run's own part is as old as its last write, some milliseconds.</summary>
public sealed record UnfinishedWork
{
    /// <summary>When the last run began; null when there was none, or an older version's.</summary>
    public DateTimeOffset? RunBegan { get; init; }

    /// <summary>When the last run wrote something for the last time; null as <see cref="RunBegan"/>.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>How many items it had under way then, from their claim to the end of the attempt; 0 when it stopped cleanly.</summary>
    public int UnderWay { get; init; }

    /// <summary>Pending items of which sinks hold a beginning that will be continued.</summary>
    public long KeptItems { get; init; }

    /// <summary>
    /// Bytes of these that are not fetched again, at most: of several sinks the one that holds least counts, one that holds nothing yet makes the item be
    /// fetched from its beginning, and so does a source whose content has changed.
    /// </summary>
    public long KeptBytes { get; init; }

    /// <summary>Pending items that are whole and proven, and only have to be checked and committed.</summary>
    public long WholeItems { get; init; }

    /// <summary>Pending items that some of their sinks have, and of which nothing is begun in the others: only these are given them.</summary>
    public long PartlyDoneItems { get; init; }

    /// <summary>Pending items with failed attempts, which are tried again.</summary>
    public long FailedItems { get; init; }
}
