using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>A ledger that forgets with the process, for what the engine says to it and when.</summary>
internal sealed class MemoryLedger : ILedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Item Item, ItemFate Fate)> _items = [];
    private readonly Dictionary<(string, string), DeliveryMemory> _deliveries = [];
    private readonly List<FailureNote> _failures = [];
    private string? _cursor;

    public LedgerStart Start => new(_cursor, Counts.Pending, StoppedCleanly: true);

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
            return _deliveries.GetValueOrDefault((itemId, sink));
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
            pending = [.. _items.Values.Where(static item => item.Fate == ItemFate.Pending)
                .Select(item => new PendingGroup(item.Item, [.. _deliveries.Values.Where(one => one.ItemId == item.Item.Id)]))];
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
                _items[group.Items[index].Id] = (group.Items[index], fates[index]);
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
            _deliveries[(memory.ItemId, memory.Sink)] = memory;
    }

    public ValueTask SaveDeliverySafelyAsync(DeliveryMemory memory, CancellationToken cancellationToken)
    {
        SaveDelivery(memory);
        return ValueTask.CompletedTask;
    }

    public void EndDelivery(string itemId, string sink, Receipt? receipt, ContentSeal? seal)
    {
        lock (_lock)
            _deliveries[(itemId, sink)] = new() { ItemId = itemId, Sink = sink, Name = receipt?.Name ?? "", Ended = true };
    }

    public void AddFailure(FailureNote failure)
    {
        lock (_lock)
        {
            if (!_items.ContainsKey(failure.ItemId))
                throw new InvalidOperationException($"Item '{failure.ItemId}' was not added to the ledger.");
            _failures.Add(failure);
        }
    }

    public void EndItem(string itemId, ItemFate fate)
    {
        lock (_lock)
            _items[itemId] = (_items[itemId].Item, fate);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
