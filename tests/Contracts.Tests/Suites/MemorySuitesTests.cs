using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Testing;
using Record = TgPlatform.Contracts.Record;

namespace TgPlatform.Contracts.Tests.Suites;

/// <summary>The suites pass for the plainest plugins there are.</summary>
public sealed class MemorySourceTests : SourceFaultContract
{
    protected override int OtherWays => 7;

    protected override ISource Create() => new MemorySource([], Some.Bytes(1), Some.Bytes(64), Some.Bytes(5_000));
}

public sealed class CollectingSinkTests : SinkRecoveryContract
{
    private readonly ConcurrentDictionary<string, byte[]> _store = new(StringComparer.Ordinal);

    protected override int OtherWays => 7;

    protected override ISink Create() => new CollectingSink(_store);

    protected override OnTaken OnTaken => OnTaken.Replaces;

    protected override ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync() => new(_store);
}

public sealed class CollectingRecordSinkTests : RecordSinkFaultContract
{
    private readonly List<Record> _store = [];

    protected override OnRecordAgain OnAgain => OnRecordAgain.Replaces;

    protected override IRecordSink Create() => new CollectingRecordSink(_store);

    protected override ValueTask<IReadOnlyList<StoredRecord>> StoredAsync()
        => new([.. new CollectingRecordSink(_store).Stored.Select(static one => new StoredRecord(one.Type, one.Key, one.Item["text"].Text!))]);
}

public sealed class FirstLaneStrategyTests : StrategyContract
{
    protected override IStrategy Create(PluginContext context) => new FirstLane();

    private sealed class FirstLane : IStrategy
    {
        public void Assign(Assignment assignment)
        {
            for (var group = 0; group < assignment.Groups.Count; group++)
                assignment.Give(group, 0);
        }
    }
}
