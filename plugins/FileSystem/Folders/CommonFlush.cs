namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>One flush of a whole file system for all who ask for one meanwhile, in place of one for each file. Safe to use from several threads.</summary>
/// <param name="disk">The file system.</param>
internal sealed class CommonFlush(IFlushable disk) : IDisposable
{
    private const int GatheringMilliseconds = 1;

    private readonly object _lock = new();
    private readonly ManualResetEventSlim _end = new();
    private TaskCompletionSource<bool>? _next;
    private int _waiting;
    private bool _isRunning;
    private bool _isDisposed;

    /// <summary>Flushes what was written before the call. False when that was not done: the caller flushes its own file.</summary>
    public Task<bool> FlushAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return Task.FromResult(false);
            _next ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            // A thread of its own: a flush blocks for as long as the disk likes, and the pool's threads are needed elsewhere.
            if (!_isRunning)
                new Thread(Run) { IsBackground = true, Name = "flush" }.Start();
            _isRunning = true;
            _waiting++;
            Monitor.Pulse(_lock);
            return _next.Task;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _end.Set();
            Monitor.Pulse(_lock);
            if (!_isRunning)
                disk.Dispose();
        }
    }

    private void Run()
    {
        var inRound = 0;
        // Where several came during the last flush, more come soon: after a moment's wait one flush is for more of them. Who comes alone is not kept waiting.
        while (Take(ref inRound) is { } round)
        {
            round.SetResult(disk.TryFlush());
            if (inRound > 1)
                _end.Wait(GatheringMilliseconds);
        }

        _end.Dispose();
        disk.Dispose();
    }

    /// <summary>Those who wait, once there are any; null at the end.</summary>
    private TaskCompletionSource<bool>? Take(ref int count)
    {
        lock (_lock)
        {
            while (_next is null && !_isDisposed)
                Monitor.Wait(_lock);
            (count, _waiting) = (_waiting, 0);
            return Interlocked.Exchange(ref _next, null);
        }
    }
}
