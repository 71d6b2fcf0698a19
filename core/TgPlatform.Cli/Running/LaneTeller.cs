using TgPlatform.Cli.Ledgers;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Cli.Running;

/// <summary>Tells <c>tgp status</c> in other processes how the lanes are, while the run is on and as it was at its end.</summary>
internal sealed class LaneTeller : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RunMonitor _monitor;
    private readonly PipelineDefinition _pipeline;
    private readonly TimeProvider _time;
    private readonly Action<string> _untold;
    private readonly Ticker _ticker;
    private bool _hasFailed;

    /// <summary>Begins to tell.</summary>
    /// <param name="monitor">Looks at the run.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="time">The clock.</param>
    /// <param name="untold">Hears why telling failed, once.</param>
    public LaneTeller(RunMonitor monitor, PipelineDefinition pipeline, TimeProvider time, Action<string> untold)
    {
        (_monitor, _pipeline, _time, _untold) = (monitor, pipeline, time, untold);
        _ticker = new(time, Interval, Tell);
    }

    /// <summary>Tells how it was at the end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ticker.DisposeAsync();
        Tell();
    }

    private void Tell()
    {
        if (_monitor.Look().Lanes is not { Count: > 0 } lanes)
            return;
        try
        {
            new LaneBoard(_time.GetUtcNow(), lanes).Write(_pipeline.Workspace, _pipeline.Name);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
                _untold(unwritable.Message);
            _hasFailed = true;
        }
    }
}
