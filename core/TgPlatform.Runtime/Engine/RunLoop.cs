using System.Collections.Concurrent;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// A thread with its own run loop: what begins on it comes back to it after every await, so a worker stays on its core. Ends when disposed.
/// </summary>
internal sealed class RunLoop : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">The thread's name, for debuggers and traces.</param>
    /// <param name="begin">Called first on the thread.</param>
    public RunLoop(string name, Action begin)
    {
        _thread = new(() => Run(begin)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs asynchronous work on the thread.</summary>
    public Task Run(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ =>
        {
            try
            {
                await work();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }, null);
        return done.Task;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The loop has ended, but late continuations still have to run somewhere.
            ThreadPool.UnsafeQueueUserWorkItem(static entry => entry.d(entry.state), (d, state), preferLocal: false);
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    public void Dispose()
    {
        _queue.CompleteAdding();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run(Action begin)
    {
        SetSynchronizationContext(this);
        begin();
        foreach (var (callback, state) in _queue.GetConsumingEnumerable())
            callback(state);
    }
}
