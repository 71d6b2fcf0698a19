using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>Starts workers: on the thread pool, or each on the run loop of a pinned core. A worker that crashes is counted and started again.</summary>
internal sealed class WorkerCrew : IDisposable
{
    // A worker that crashes at once must not fill the log and a core.
    private static readonly TimeSpan BeforeRestart = TimeSpan.FromMilliseconds(200);

    private readonly List<RunLoop> _loops = [];
    private readonly List<Task> _workers = [];
    private readonly IRunObserver _observer;
    private readonly TimeProvider _time;

    public WorkerCrew(CoreSelection cores, IRunObserver observer, TimeProvider time)
    {
        (_observer, _time) = (observer, time);
        foreach (var core in cores.Cores)
        {
            _loops.Add(new($"tgp worker on core {core}", () =>
            {
                if (CoreAffinity.Pin(core) is { } problem)
                    _observer.On(new Notice(_time.GetUtcNow(), $"engine.cores: {problem}; its worker runs unpinned."));
            }));
        }
    }

    /// <summary>Starts a worker.</summary>
    /// <param name="name">Its name, for people.</param>
    /// <param name="work">Its loop; ends when there is no more work.</param>
    /// <param name="ends">Cancelled when workers are to end however they do it.</param>
    public void Start(string name, Func<Task> work, CancellationToken ends)
    {
        _workers.Add(_loops.Count == 0
            ? Task.Run(() => KeepRunningAsync(name, work, ends), CancellationToken.None)
            : _loops[_workers.Count % _loops.Count].Run(() => KeepRunningAsync(name, work, ends)));
    }

    /// <summary>Ends when every worker has ended.</summary>
    public Task EndAsync() => Task.WhenAll(_workers);

    public void Dispose() => _loops.ForEach(static loop => loop.Dispose());

    private async Task KeepRunningAsync(string name, Func<Task> work, CancellationToken ends)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                return;
            }
            catch (Exception crash)
            {
                _observer.On(new WorkerRestarted(_time.GetUtcNow(), name, $"{crash.GetType().Name}: {crash.Message}"));
                await Task.Delay(BeforeRestart, _time, CancellationToken.None);
            }
        }
    }
}
