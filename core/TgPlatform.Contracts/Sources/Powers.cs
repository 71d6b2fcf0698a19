namespace TgPlatform.Contracts;

/// <summary>A source, sink or strategy that has something to do before its first use: connect, log in, look up names.</summary>
public interface IConnecting
{
    /// <summary>Called once, before anything else.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="FailureException">It cannot be used; the kind says whether the runtime tries again.</exception>
    ValueTask ConnectAsync(CancellationToken cancellationToken);
}

/// <summary>A source or sink whose connection can be tested without moving anything.</summary>
public interface ICheckable
{
    /// <summary>Tests the connection, reading and writing nothing a user would notice.</summary>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>One sentence on what was found, for people.</returns>
    /// <exception cref="FailureException">The connection does not work; the message says why and what to do.</exception>
    ValueTask<string> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>A source whose lanes do not all reach the same items: accounts that see different chats.</summary>
public interface ILimitingLanes
{
    /// <summary>
    /// Whether an item may be fetched on a lane. Asked often and by several threads: answer from memory. The answer may change while the run
    /// goes on; what a lane has begun and may not go on with, another one begins anew. What only closed lanes may fetch waits for them; what no lane at all may fetch is given to one as if all might.
    /// </summary>
    /// <param name="item">The item; it may have been found by an earlier process.</param>
    /// <param name="lane">One of <see cref="ISource.Lanes"/>.</param>
    bool MayFetch(Item item, Lane lane);
}

/// <summary>A source, such as a queue, that must be told when an item has come to its end.</summary>
public interface IAcknowledging
{
    /// <summary>
    /// Called once per item when it is done, filtered, skipped or dead in every sink, after the ledger has safely remembered it. An item that
    /// was not acknowledged before a crash must be found again.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="fate">How it ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask AcknowledgeAsync(Item item, ItemFate fate, CancellationToken cancellationToken);
}

/// <summary>A source that holds something only as long as there is something to fetch: an export session, a snapshot.</summary>
public interface ICompleting
{
    /// <summary>
    /// Called once at the end of a run whose discovery came to its end and that leaves nothing pending of what it or an earlier run has found, also
    /// when there was nothing to do. A run that is stopped before, fails, or leaves something for the next one does not call it. What it throws is
    /// told to people and changes nothing: every item is safely remembered.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>A source that can say where its store holds an item's content, so that a sink of the same store has it copied there.</summary>
public interface ICopyable
{
    /// <summary>Which store, and who we are to it: a sink compares it with its own. Without secrets.</summary>
    string Store { get; }

    /// <summary>Says where the content of an item is, without fetching it.</summary>
    /// <param name="item">The item; it may have been found by an earlier process.</param>
    /// <param name="lane">The lane the item was given to.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when this content can only be read.</returns>
    /// <exception cref="FailureException">The item cannot be located; the kind says what the runtime does next.</exception>
    ValueTask<CopyOrigin?> LocateAsync(Item item, Lane lane, CancellationToken cancellationToken);
}
