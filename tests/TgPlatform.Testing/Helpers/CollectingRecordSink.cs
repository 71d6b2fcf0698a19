using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Keeps records in memory, the last of each type and key.</summary>
/// <param name="store">Where to keep them, for a sink of a later process over the same store; null for a store of its own.</param>
public sealed class CollectingRecordSink(IList<Record>? store = null) : IRecordSink
{
    private readonly IList<Record> _stored = store ?? [];

    /// <summary>What is there now, in the order in which it came.</summary>
    public IReadOnlyList<Record> Stored
    {
        get
        {
            lock (_stored)
                return [.. _stored];
        }
    }

    public ValueTask WriteBatchAsync(string type, IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_stored)
        {
            foreach (var record in records)
            {
                if (_stored.FirstOrDefault(one => one.Type == record.Type && one.Key == record.Key) is { } before)
                    _stored.Remove(before);
                _stored.Add(record);
            }
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;
}
