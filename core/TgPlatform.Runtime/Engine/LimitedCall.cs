using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// A call of a plugin that may take so long and no longer. One that takes longer is told to end and left alone, for a plugin need not listen:
/// its worker goes on, and the attempt has failed.
/// </summary>
internal static class LimitedCall
{
    /// <summary>Makes a call.</summary>
    /// <param name="call">The call; the token ends it when the run is aborted and when its time is over.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="late">What people are told it has not done in that time: "the store did not begin a copy".</param>
    /// <param name="time">The clock.</param>
    /// <param name="abort">Stops everything at once.</param>
    /// <param name="leave">Given the call that was left alone: what it works with, and what it may still give, can be closed only when it has ended.</param>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, Limit limit, string late, TimeProvider time, CancellationToken abort, Action<Task<T>>? leave = null)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var calling = StartAsync(call, ending.Token);
        try
        {
            return await calling.WaitAsync(limit.Time, time, abort);
        }
        catch (TimeoutException) when (!calling.IsFaulted)
        {
            leave?.Invoke(calling);
            throw new FailureException(FailureKind.Transient, $"{late} in {limit.Time.TotalSeconds:0.###} s ({limit.Setting})");
        }
        catch (OperationCanceledException) when (!calling.IsCompleted)
        {
            leave?.Invoke(calling);
            throw;
        }
        finally
        {
            // Not awaited: what the plugin does when it is told may take as long as the call.
            _ = EndAsync(ending, calling);
        }
    }

    private static async Task<T> StartAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken ending) => await call(ending);

    /// <summary>Tells a call to end, and closes what tells it when it has: disposed before its callbacks have run, it would have told nobody.</summary>
    public static async Task EndAsync(CancellationTokenSource ending, Task calling)
    {
        if (!calling.IsCompleted)
            await ending.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await calling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }
}

/// <summary>How long a call may take.</summary>
/// <param name="Time">The limit.</param>
/// <param name="Setting">The setting of the pipeline it comes from.</param>
internal readonly record struct Limit(TimeSpan Time, string Setting)
{
    // No store that copies by itself is slower than this.
    private const double SlowestCopyBytesPerSecond = 1024 * 1024;

    // Timers know no longer time than 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>For what a source answers without sending content.</summary>
    public static Limit OfSource(EngineSettings settings) => new(settings.IdleTimeout, "engine.idle_timeout");

    /// <summary>For what a sink does with so many bytes that pass nobody here.</summary>
    public static Limit OfCopy(EngineSettings settings, long bytes) => new(TimeFor(settings, bytes), "engine.write_timeout, and 1 s per MiB to be copied");

    /// <summary>For what a sink does beside writing: beginning, committing, removing.</summary>
    /// <param name="settings">The pipeline's.</param>
    /// <param name="bytes">So many are there already, and may have to be looked at, flushed or put together.</param>
    public static Limit OfSink(EngineSettings settings, long bytes) => new(TimeFor(settings, bytes), "engine.write_timeout, and 1 s per MiB that is there");

    private static TimeSpan TimeFor(EngineSettings settings, long bytes)
    {
        var time = settings.WriteTimeout + TimeSpan.FromSeconds(bytes / SlowestCopyBytesPerSecond);
        return time < Longest ? time : Longest;
    }
}
