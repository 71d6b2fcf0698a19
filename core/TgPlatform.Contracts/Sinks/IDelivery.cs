namespace TgPlatform.Contracts;

/// <summary>
/// One item on its way into one sink: begun, written, then committed or abandoned. Used by one worker at a time. Disposed without commit,
/// nothing is visible; a delivery that is <see cref="IResumable"/> then keeps its bytes for a later attempt, any other keeps nothing.
/// </summary>
public interface IDelivery : IAsyncDisposable
{
    /// <summary>
    /// Bytes already safe from an earlier attempt: the runtime continues there. 0, or exactly the offset of <see cref="Target.Earlier"/>.
    /// </summary>
    long Offset { get; }

    /// <summary>Takes the next bytes. They are the caller's again when the call has ended.</summary>
    /// <param name="bytes">At least one byte, directly behind the ones before.</param>
    /// <param name="cancellationToken">Ends the call; the delivery can then only be abandoned or disposed.</param>
    /// <exception cref="FailureException">The bytes could not be stored.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the content visible under its final name in one step. Called only when the runtime has counted every byte and compared every
    /// digest; when the call returns, the content is there whole, also after a crash.
    /// </summary>
    /// <param name="seal">Length and digests of what was written, earlier attempts included.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Where the content now is.</returns>
    /// <exception cref="FailureException">The content is not visible, or what is stored is not what was sealed.</exception>
    ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken);

    /// <summary>Removes every trace of the delivery, resumable bytes included. Not called after a commit.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask AbandonAsync(CancellationToken cancellationToken);
}
