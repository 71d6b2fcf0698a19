using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Stands before a record sink and refuses some records of a batch, each once; it sees whether only these come again.</summary>
/// <param name="inner">The sink.</param>
/// <param name="refuse">The keys still to be refused.</param>
/// <param name="kind">What a refusal means.</param>
/// <param name="taken">The keys of what the sink has taken, in order.</param>
internal sealed class RefusingRecordSink(IRecordSink inner, ISet<string> refuse, FailureKind kind, ICollection<string> taken) : IRecordSink, IConnecting
{
    public ValueTask ConnectAsync(CancellationToken cancellationToken) => inner is IConnecting connecting ? connecting.ConnectAsync(cancellationToken) : default;

    public async ValueTask WriteBatchAsync(string type, IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        var failures = records.Index().Where(one => refuse.Remove(one.Item.Key)).ToDictionary(static one => one.Index, one => (Exception)new FailureException(kind, $"'{one.Item.Key}' is refused as planned."));
        var rest = records.Index().Where(one => !failures.ContainsKey(one.Index)).Select(static one => one.Item).ToList();
        if (rest.Count > 0)
            await inner.WriteBatchAsync(type, rest, cancellationToken);
        foreach (var record in rest)
            taken.Add(record.Key);
        if (failures.Count > 0)
            throw new BatchException(failures);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
