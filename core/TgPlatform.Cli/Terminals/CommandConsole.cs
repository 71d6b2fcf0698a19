using TgPlatform.Contracts;

namespace TgPlatform.Cli.Terminals;

/// <summary>The terminal as a command of a plugin sees it.</summary>
/// <param name="terminal">Where it speaks.</param>
/// <param name="answers">Who answers.</param>
/// <param name="isQuiet">Whether only results are wanted.</param>
internal sealed class CommandConsole(Terminal terminal, Answers answers, bool isQuiet) : IConsole
{
    /// <inheritdoc/>
    public bool IsInteractive => terminal.IsLive && answers.IsInteractive;

    /// <inheritdoc/>
    public void Line(string line) => terminal.Line(line);

    /// <inheritdoc/>
    public void Note(string line)
    {
        if (!isQuiet)
            terminal.Problem(line);
    }

    /// <inheritdoc/>
    public async ValueTask<string> AskAsync(string question, bool isSecret, CancellationToken cancellationToken)
    {
        await terminal.Error.WriteAsync($"{SafeText.Of(question)}: ");
        await terminal.Error.FlushAsync(cancellationToken);
        var answer = await answers.ReadAsync(isSecret, cancellationToken);
        if (isSecret && answers.IsInteractive)
            await terminal.Error.WriteLineAsync();
        return answer;
    }
}
