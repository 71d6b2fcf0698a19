using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>A ledger that forgets with the process, for what the engine says to it and when.</summary>
internal sealed class MemoryLedger : ILedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Known> _items = [];
    private readonly List<string> _order = [];
    private readonly List<FailureNote> _failures = [];
    private readonly Queue<Known> _left = new();
    private readonly Dictionary<(string, Digest), CommittedName> _contents = [];
    private string? _cursor;

    public LedgerStart Start => new(_cursor, Counts.Pending, StoppedCleanly: true);

    /// <summary>What it says of earlier contents.</summary>
    public IReadOnlyList<SizeTally> Sizes { get; init; } = [];

    public IReadOnlyList<SizeTally> ReadSizes() => Sizes;

    public LedgerCounts Counts
    {
        get
        {
            lock (_lock)
                return new(Of(ItemFate.Pending), Of(ItemFate.Done), Of(ItemFate.Filtered), Of(ItemFate.Skipped), Of(ItemFate.Dead));

            long Of(ItemFate fate) => _items.Values.Count(item => item.Fate == fate);
        }
    }

    public IReadOnlyList<FailureNote> Failures
    {
        get
        {
            lock (_lock)
                return [.. _failures];
        }
    }

    public DeliveryMemory? Delivery(string itemId, string sink)
    {
        lock (_lock)
            return _items[itemId].Deliveries.GetValueOrDefault(sink);
    }

    public ItemFate FateOf(string itemId)
    {
        lock (_lock)
            return _items[itemId].Fate;
    }

    public async IAsyncEnumerable<PendingGroup> ReadPendingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<PendingGroup> pending;
        lock (_lock)
        {
            // A run begins with it: what the one before put down is pending like the rest.
            _left.Clear();
            pending = [.. _order.Select(id => _items[id]).Where(static known => known.Fate == ItemFate.Pending).GroupBy(static known => known.GroupId)
                .Select(static group => GroupOf(group.Key, [.. group]))];
        }

        foreach (var group in pending)
            yield return group;
        await Task.CompletedTask;
    }

    public KnownItem? Find(string itemId)
    {
        lock (_lock)
            return _items.TryGetValue(itemId, out var known) ? new(known.Fate, known.Item.Version) : null;
    }

    public void AddGroup(ItemGroup group, IReadOnlyList<ItemFate> fates)
    {
        lock (_lock)
        {
            for (var index = 0; index < group.Items.Count; index++)
            {
                var item = group.Items[index];
                var before = _items.GetValueOrDefault(item.Id);
                var isSame = before is { Fate: ItemFate.Pending } && before.Item.Version == item.Version;
                _items[item.Id] = isSame ? before! : new Known(item, group.Id) { Fate = fates[index] };
                if (before is not null)
                    _order.Remove(item.Id);
                _order.Add(item.Id);
            }

            _cursor = group.Cursor ?? _cursor;
        }
    }

    public void SaveCursor(string cursor)
    {
        lock (_lock)
            _cursor = cursor;
    }

    public void SaveDelivery(DeliveryMemory memory)
    {
        lock (_lock)
            Known(memory.ItemId).Deliveries[memory.Sink] = memory;
    }

    public ValueTask SaveDeliverySafelyAsync(DeliveryMemory memory, CancellationToken cancellationToken)
    {
        SaveDelivery(memory);
        return ValueTask.CompletedTask;
    }

    public void EndDelivery(string itemId, string sink, Receipt? receipt, ContentSeal? seal)
    {
        lock (_lock)
        {
            Known(itemId).Deliveries[sink] = new() { ItemId = itemId, Sink = sink, Name = receipt?.Name ?? "", Ended = true };
            if (receipt is not null && seal?.Digests.FirstOrDefault(static one => one.Algorithm == DigestAlgorithm.Sha256) is { } digest)
                _contents[(sink, digest)] = new(itemId, receipt.Name);
        }
    }

    public void EndAtOnce(string itemId, string sink, string name, Receipt? receipt, ContentSeal? seal) => EndDelivery(itemId, sink, receipt, seal);

    public CommittedName? FindContent(string sink, Digest digest)
    {
        lock (_lock)
            return _contents.TryGetValue((sink, digest), out var found) ? found : null;
    }

    public void AddFailure(FailureNote failure)
    {
        lock (_lock)
        {
            var attempts = Known(failure.ItemId).Attempts;
            if (failure.NextTry is null)
                attempts.Remove(failure.Sink ?? "");
            else if (failure.Kind == FailureKind.Transient)
                attempts[failure.Sink ?? ""] = failure.Attempt;
            _failures.Add(failure);
        }
    }

    public void EndItem(string itemId, ItemFate fate)
    {
        lock (_lock)
            Known(itemId).Fate = fate;
    }

    /// <summary>How often an item was put down.</summary>
    public int TimesLeft { get; private set; }

    public void Leave(string itemId)
    {
        lock (_lock)
        {
            TimesLeft++;
            _left.Enqueue(Known(itemId));
        }
    }

    public async IAsyncEnumerable<PendingGroup> ReadLeftAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Known> left;
        lock (_lock)
        {
            left = [.. _left];
            _left.Clear();
        }

        foreach (var known in left)
            yield return GroupOf(known.GroupId, [known]);
        await Task.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static PendingGroup GroupOf(string id, List<Known> members) => new(new(id, [.. members.Select(static known => known.Item)]), [.. members.SelectMany(static known => known.Deliveries.Values)])
    {
        Attempts = [.. members.SelectMany(static known => known.Attempts.Select(one => new CountedAttempts(known.Item.Id, one.Key.Length == 0 ? null : one.Key, one.Value)))],
    };

    private Known Known(string itemId) => _items.GetValueOrDefault(itemId) ?? throw new InvalidOperationException($"Item '{itemId}' was not added to the ledger.");
}

/// <summary>What a <see cref="MemoryLedger"/> knows of an item.</summary>
internal sealed class Known(Item item, string groupId)
{
    public Item Item { get; } = item;

    public string GroupId { get; } = groupId;

    public ItemFate Fate { get; set; }

    public Dictionary<string, DeliveryMemory> Deliveries { get; } = [];

    public Dictionary<string, int> Attempts { get; } = [];
}
