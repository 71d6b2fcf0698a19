using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>Where one item stands with one sink.</summary>
internal enum SinkStep
{
    /// <summary>Not yet known: <c>when</c> reads a size that only opening will tell.</summary>
    Undecided,

    /// <summary>The sink does not want the item.</summary>
    NotWanted,

    /// <summary>To be delivered.</summary>
    Pending,

    /// <summary>The sink had nothing to do.</summary>
    Skipped,

    /// <summary>Committed.</summary>
    Done,

    /// <summary>Failed for good.</summary>
    Dead,
}

/// <summary>One item's way into one sink, over all attempts of this run. Touched by the worker that holds the item.</summary>
internal sealed class SinkProgress(int sink)
{
    public int Sink { get; } = sink;

    public SinkStep Step { get; set; } = SinkStep.Undecided;

    public DeliveryMemory? Memory { get; set; }

    /// <summary>What is stored once more because it was asked for: the name it was wanted under, and the one it got. Null for all else.</summary>
    public (string Wanted, string Given)? Again { get; init; }

    /// <summary>What an earlier attempt has left alone in the sink; null when there is nothing.</summary>
    public LateCall? Late { get; set; }

    public int Attempts { get; set; }

    /// <summary>True while this attempt is the one that sees whether a paused sink works again.</summary>
    public bool IsProbe { get; set; }
}

/// <summary>One item on its way through the engine. Held by one worker at a time; handed over through queues.</summary>
internal sealed class Work(Item item, GroupWork group, SinkProgress[] sinks)
{
    private int _holders;

    public Item Item { get; set; } = item;

    public GroupWork Group { get; set; } = group;

    public SinkProgress[] Sinks { get; } = sinks;

    /// <summary>The lane it was claimed on last; what a lane has begun stays with it.</summary>
    public LaneQueue? Lane { get; set; }

    /// <summary>Whether it takes one of its lane's places for large items; decided when it is claimed.</summary>
    public bool IsLarge { get; set; }

    /// <summary>Attempts in vain since the item last came further.</summary>
    public int FetchAttempts { get; set; }

    /// <summary>Whether this run has put it down and taken it up again.</summary>
    public bool WasLeft { get; set; }

    /// <summary>Whether this run has opened its content before.</summary>
    public bool WasOpened { get; set; }

    /// <summary>How many bytes were ever safe; only more than that is progress.</summary>
    public long Furthest { get; set; }

    /// <summary>What it costs its lane by the user's own measure; null when there is none.</summary>
    public double? Load { get; init; }

    /// <summary>
    /// When it may be tried again, as a timestamp of the run's clock, which is never set; 0 when at once. Set by failures of the attempt that is
    /// ending.
    /// </summary>
    public long NextTry { get; set; }

    public string? LastReason { get; set; }

    /// <summary>True while this attempt is the one that sees whether a paused lane works again.</summary>
    public bool IsLaneProbe { get; set; }

    /// <summary>True when the filter could not be asked properly before the size is known.</summary>
    public bool AskFilterAgain { get; set; }

    /// <summary>True when the source or a hook failed for good: no sink will get it.</summary>
    public bool IsDead { get; set; }

    /// <summary>What it counts in queues: the size, or a guess until opening tells. Changed only under the lock of the lane that counts it, so that queues give back what they took.</summary>
    public long LoadBytes { get; set; }

    /// <summary>Guesses anew what it counts, when its size is not known.</summary>
    /// <returns>By how many bytes that is more.</returns>
    public long Guess(Func<Item, long> guess)
    {
        if (Item.Size is not null)
            return 0;
        var before = LoadBytes;
        LoadBytes = guess(Item);
        return LoadBytes - before;
    }

    /// <summary>One more part of the attempt is under way: the consumer itself, or a record in a batch.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>A part of the attempt has ended; true for the last one, who settles the item.</summary>
    public bool Release() => Interlocked.Decrement(ref _holders) == 0;
}

/// <summary>A group on its way; its members are claimed in order, on one lane.</summary>
internal sealed class GroupWork(ItemGroup group, long sequence)
{
    private int _ended;

    public ItemGroup Group { get; } = group;

    public long Sequence { get; } = sequence;

    public List<Work> Members { get; } = new(group.Items.Count);

    public int Priority { get; set; }

    /// <summary>The lane that takes what its closed lane had begun: one for the whole group.</summary>
    public LaneQueue? Refuge { get; set; }

    /// <summary>The only lane allowed, or null.</summary>
    public string? BoundLane { get; set; }

    public int Claimed { get; set; }

    /// <summary>Whether each member waits until the one before has come to its end.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>Whether the next member may be claimed.</summary>
    public bool IsNextFree => !KeepsOrder || Volatile.Read(ref _ended) == Claimed;

    /// <summary>Members nobody has claimed.</summary>
    public IEnumerable<Work> Unclaimed => Members.Skip(Claimed);

    /// <summary>A member has come to its end in this run.</summary>
    public void MemberEnded() => Interlocked.Increment(ref _ended);

    /// <summary>True when discovery has got the group's place in the window back.</summary>
    public bool HasLeftWindow { get; set; }

    public bool IsClaimedWhole => Claimed == Members.Count;

    public long LoadBytes => Members.Sum(static work => work.LoadBytes);

    public double Load => Members.Sum(static work => work.Load ?? work.LoadBytes);

    /// <summary>What the strategy sees: the members that are to be fetched.</summary>
    public ItemGroup ToFetch => Members.Count == Group.Items.Count ? Group : new(Group.Id, [.. Members.Select(static work => work.Item)]);
}
