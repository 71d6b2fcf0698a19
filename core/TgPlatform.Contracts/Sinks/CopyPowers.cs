namespace TgPlatform.Contracts;

/// <summary>Where a store holds the content of an item, for a sink of the same store that has it copied there.</summary>
/// <param name="Place">The place, in words that source and sink of that store share.</param>
/// <param name="Length">Length of the content in bytes.</param>
/// <param name="Validator">What changes when the bytes change, as <see cref="Content.Validator"/>. Only those bytes may be copied.</param>
public sealed record CopyOrigin(string Place, long Length, string Validator)
{
    /// <summary>Media type of the content, or null when not told.</summary>
    public string? MediaType { get; init; }

    /// <summary>Sums of the content that the store declares; they become what is remembered of the copy.</summary>
    public IReadOnlyList<Digest> Digests { get; init; } = [];
}

/// <summary>
/// A sink whose store can copy by itself. What it copies is not fetched; other sinks of the pipeline still get the content by one read.
/// </summary>
public interface ICopies
{
    /// <summary>Whether content of a store can be copied into this sink.</summary>
    /// <param name="store"><see cref="ICopyable.Store"/> of the source.</param>
    bool CopiesFrom(string store);

    /// <summary>Begins a copy, in place of <see cref="ISink.BeginAsync"/> and by the same rules for names and what is there.</summary>
    /// <param name="target">What is to be stored, under which name, and what an earlier copy of this very content left.</param>
    /// <param name="origin">Where the content is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The copy, or null when there is nothing to do because the name is taken and the sink is told to leave it.</returns>
    ValueTask<ICopy?> BeginCopyAsync(Target target, CopyOrigin origin, CancellationToken cancellationToken);
}

/// <summary>
/// A copy under way. Used by one worker at a time; disposed without commit, nothing is visible, and what <see cref="IResumable.State"/> counts is
/// kept for a later attempt. Any call may throw <see cref="NotSupportedException"/> when the store does not copy after all: the runtime abandons
/// the copy, and from then on reads and writes.
/// </summary>
public interface ICopy : IResumable, IAsyncDisposable
{
    /// <summary>Copies the next stretch, so long that remembering the state after each is no burden.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when nothing is left, and the copy can be committed.</returns>
    ValueTask<bool> CopyNextAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes the content visible under its final name in one step, and proves by what the store says of it that it is whole and of the origin's
    /// bytes.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="FailureException">The content is not visible, or not the origin's.</exception>
    ValueTask<Receipt> CommitAsync(CancellationToken cancellationToken);

    /// <summary>Removes every trace of the copy. Not called after a commit.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask AbandonAsync(CancellationToken cancellationToken);
}
