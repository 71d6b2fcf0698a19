using System.Collections.Concurrent;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Calls of sinks that may take so long and no longer. One that ends at once, as most do, costs no memory. One that takes too long is told to end and
/// left alone: what it was doing may still come about, so whoever made it keeps an eye on it.
/// </summary>
internal sealed class SinkCalls(TimeProvider time)
{
    private readonly ConcurrentQueue<CancellationTokenSource> _free = new();

    /// <summary>Makes a call. When the run is aborted it is told to end, and waited for as always: what it does may be visible already.</summary>
    /// <param name="call">The call.</param>
    /// <param name="with">What it works with.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="late">What people are told it has not done in that time: "the sink did not commit".</param>
    /// <param name="abort">Stops everything at once.</param>
    /// <exception cref="LateCallException">It took longer, and goes on.</exception>
    public async ValueTask<T> RunAsync<TWith, T>(Func<TWith, CancellationToken, ValueTask<T>> call, TWith with, Limit limit, string late, CancellationToken abort)
    {
        var ending = _free.TryDequeue(out var free) ? free : new();
        var aborting = abort.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), ending);
        Task<T>? slow = null;
        try
        {
            var calling = call(with, ending.Token);
            if (calling.IsCompleted)
                return await calling;
            slow = calling.AsTask();
            return await slow.WaitAsync(limit.Time, time, CancellationToken.None);
        }
        catch (TimeoutException) when (slow is { IsFaulted: false })
        {
            // It may have ended in the very last moment.
            if (slow.IsCompleted)
                return await slow;
            abort.ThrowIfCancellationRequested();
            throw new LateCallException(slow, $"{late} in {limit.Time.TotalSeconds:0.###} s ({limit.Setting})");
        }
        finally
        {
            aborting.Dispose();
            if (slow is { IsCompleted: false })
                _ = LimitedCall.EndAsync(ending, slow);
            else if (ending.TryReset())
                _free.Enqueue(ending);
            else
                ending.Dispose();
        }
    }

    /// <summary>The same for a call that gives nothing.</summary>
    public async ValueTask RunAsync<TWith>(Func<TWith, CancellationToken, ValueTask> call, TWith with, Limit limit, string late, CancellationToken abort) =>
        await RunAsync(
            static async (one, ending) =>
            {
                await one.Call(one.With, ending);
                return true;
            }, (Call: call, With: with), limit, late, abort);
}

/// <summary>A call took longer than it may, and goes on.</summary>
/// <param name="call">The call.</param>
/// <param name="message">What it has not done in which time.</param>
internal sealed class LateCallException(Task call, string message) : FailureException(FailureKind.Transient, message)
{
    public Task Call { get; } = call;
}
