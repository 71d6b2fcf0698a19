using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>
/// Ends a wait for a server that stays silent. One object serves all waits of one content, one after the other, so that nothing is allocated
/// per read.
/// </summary>
internal sealed class IdleLimit(TimeSpan limit, TimeProvider time) : IDisposable
{
    // Made with a far limit, so that the timer is the injected clock's and later changes stay with it.
    private readonly CancellationTokenSource _ending = new(TimeSpan.FromDays(1), time);

    /// <summary>Give this to what waits.</summary>
    public CancellationToken Token => _ending.Token;

    /// <summary>A wait begins; dispose the result when it has ended.</summary>
    public Wait Begin(CancellationToken caller)
    {
        _ending.CancelAfter(limit);
        return new(_ending, caller.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending));
    }

    /// <summary>What a wait ended by this limit means.</summary>
    /// <param name="shownUrl">Whom it waited for.</param>
    public FailureException Failure(string shownUrl) =>
        new(FailureKind.Transient, $"{shownUrl}: nothing came for {limit.TotalSeconds:0.###} s. If the server is just slow, raise idle_timeout.");

    public void Dispose() => _ending.Dispose();

    internal readonly struct Wait(CancellationTokenSource ending, CancellationTokenRegistration caller) : IDisposable
    {
        public void Dispose()
        {
            caller.Dispose();
            ending.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
