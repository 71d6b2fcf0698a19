using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Cli.Running;

/// <summary>Looks at a run whenever somebody wants to know how it is; counts nothing itself but what was adopted.</summary>
internal sealed class RunMonitor : IRunObserver
{
    private readonly Lock _lock = new();
    private readonly PipelineDefinition _pipeline;
    private readonly RunCounters _counters;
    private readonly Func<LedgerCounts> _counts;
    private readonly Func<IReadOnlyList<LaneState>> _lanes;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly SpeedMeter _speed;
    private volatile bool _isDiscovering = true;
    private long _adopted;

    /// <summary>Begins to measure.</summary>
    public RunMonitor(PipelineDefinition pipeline, RunCounters counters, Func<LedgerCounts> counts, Func<IReadOnlyList<LaneState>> lanes, TimeProvider time)
    {
        (_pipeline, _counters, _counts, _lanes, _time) = (pipeline, counters, counts, lanes, time);
        _start = time.GetTimestamp();
        _speed = new(time);
        _speed.Sample(0);
    }

    /// <summary>How the run is now.</summary>
    public RunSnapshot Look()
    {
        lock (_lock)
        {
            var fetched = _counters.BytesFetched;
            return new()
            {
                Pipeline = _pipeline.Name,
                Elapsed = _time.GetElapsedTime(_start),
                Counts = _counts(),
                IsDiscovering = _isDiscovering,
                BytesFetched = fetched,
                BytesWritten = _counters.BytesWritten,
                BytesResumed = _counters.BytesResumed,
                Adopted = Interlocked.Read(ref _adopted),
                BytesPerSecond = _speed.Sample(fetched),
                Lanes = _lanes(),
                ItemsInBuffer = _counters.ItemsInBuffer,
                ItemLimit = _pipeline.Engine.Buffer.Items,
                BytesInBuffer = _counters.BytesInBuffer,
                ByteLimit = _pipeline.Engine.Buffer.Bytes.Bytes,
            };
        }
    }

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        if (happened is DiscoveryEnded)
            _isDiscovering = false;
        else if (happened is ItemCommitted { WasAdopted: true })
            Interlocked.Increment(ref _adopted);
    }
}
