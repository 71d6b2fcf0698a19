namespace TgPlatform.Contracts;

/// <summary>Where a command of a plugin speaks and asks. Control characters in what it prints are made harmless.</summary>
public interface IConsole
{
    /// <summary>Whether a person sits at the other end, who can be asked and may be shown something that changes.</summary>
    bool IsInteractive { get; }

    /// <summary>Prints one line of the result.</summary>
    /// <param name="line">The line, without its end.</param>
    void Line(string line);

    /// <summary>Prints one line about the way there, or about a problem: it goes to the error stream, so that a program that reads the result does not meet it.</summary>
    /// <param name="line">The line, without its end.</param>
    void Note(string line);

    /// <summary>Asks, and waits for one line.</summary>
    /// <param name="question">What is asked, without a colon.</param>
    /// <param name="isSecret">Whether the answer must not be shown while it is typed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The line; empty when only return was pressed.</returns>
    /// <exception cref="FailureException">The input has ended: nobody will answer.</exception>
    ValueTask<string> AskAsync(string question, bool isSecret, CancellationToken cancellationToken);
}
