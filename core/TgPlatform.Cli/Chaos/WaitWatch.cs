using TgPlatform.Cli.Running;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Chaos;

/// <summary>Notices that a run only waits for its source: discovery has not ended, nothing is under way, and nothing has happened for a while.</summary>
internal sealed class WaitWatch : IRunObserver, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _underWay = [];
    private readonly Action _waits;
    private readonly Ticker _ticker;
    private bool _isOver;
    private bool _hasHappened = true;

    /// <param name="time">The clock.</param>
    /// <param name="waits">Told once.</param>
    public WaitWatch(TimeProvider time, Action waits)
    {
        _waits = waits;
        _ticker = new(time, PipelinePlanner.Silence, Look);
    }

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        lock (_lock)
        {
            _hasHappened = true;
            switch (happened)
            {
                case DiscoveryEnded or RunEnded:
                    _isOver = true;
                    break;
                case GroupFound found:
                    _underWay.UnionWith(found.Group.Items.Where((_, index) => found.Fates[index] == ItemFate.Pending).Select(static item => item.Id));
                    break;
                case ItemEnded ended:
                    _underWay.Remove(ended.Item.Id);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _ticker.DisposeAsync();

    private void Look()
    {
        lock (_lock)
        {
            if (_isOver || _underWay.Count > 0 || _hasHappened)
            {
                _hasHappened = false;
                return;
            }

            _isOver = true;
        }

        _waits();
    }
}
