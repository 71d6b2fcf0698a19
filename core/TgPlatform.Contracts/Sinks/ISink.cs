namespace TgPlatform.Contracts;

/// <summary>
/// Stores content under names. The runtime calls it from several workers at once. A sink does not retry: it lets exceptions out. Further
/// powers are separate interfaces: <see cref="INaming"/>, <see cref="IReadable"/>, <see cref="IConnecting"/>, <see cref="ICheckable"/>,
/// <see cref="IBuffering"/>, <see cref="ICopies"/>.
/// </summary>
public interface ISink : IAsyncDisposable
{
    /// <summary>
    /// Begins a delivery. Whatever the name contains, nothing may be written outside the sink's root, and nothing may be visible under a
    /// final name before <see cref="IDelivery.CommitAsync"/>.
    /// </summary>
    /// <param name="target">What is to be stored, under which name, and what an earlier attempt left.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The delivery, or null when there is nothing to do because the name is taken and the sink is told to leave it.</returns>
    /// <exception cref="FailureException">
    /// The name is refused (<see cref="FailureKind.Poison"/>), taken (<see cref="FailureKind.Permanent"/>), or the sink cannot be used now.
    /// </exception>
    ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken);
}
