using System.Collections.Concurrent;
using System.Threading.Channels;
using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>A console that answers from a list and can be waited for, for tests of a plugin's commands.</summary>
/// <param name="answers">What is typed, question after question.</param>
public sealed class ScriptedConsole(params string[] answers) : IConsole
{
    private readonly ConcurrentQueue<string> _answers = new(answers);
    private readonly Channel<string> _notes = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _lines = [], _asked = [];

    /// <inheritdoc/>
    public bool IsInteractive { get; init; }

    /// <summary>The lines of the result so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The questions so far; those whose answer was not to be shown end in an asterisk.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Every note so far.</summary>
    public ConcurrentQueue<string> Notes { get; } = [];

    /// <inheritdoc/>
    public void Line(string line) => _lines.Enqueue(line);

    /// <inheritdoc/>
    public void Note(string line)
    {
        Notes.Enqueue(line);
        _notes.Writer.TryWrite(line);
    }

    /// <inheritdoc/>
    public ValueTask<string> AskAsync(string question, bool isSecret, CancellationToken cancellationToken)
    {
        _asked.Enqueue(isSecret ? question + "*" : question);
        return _answers.TryDequeue(out var answer)
            ? ValueTask.FromResult(answer)
            : throw new FailureException(FailureKind.Permanent, "The input has ended.");
    }

    /// <summary>Waits for a note that begins so; notes before it are passed over.</summary>
    /// <param name="beginning">How it begins.</param>
    /// <returns>The note.</returns>
    public async Task<string> NotedAsync(string beginning)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var note = await _notes.Reader.ReadAsync(patience.Token);
            if (note.StartsWith(beginning, StringComparison.Ordinal)) return note;
        }
    }
}
