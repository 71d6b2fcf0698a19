using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Terminals;

/// <summary>Where answers come from: a person at a keyboard, or lines that are piped in.</summary>
/// <param name="lines">The input.</param>
/// <param name="keys">Reads one key without showing it; null when nobody sits at a keyboard.</param>
internal sealed class Answers(TextReader lines, Func<ConsoleKeyInfo>? keys)
{
    /// <summary>Whether a person answers.</summary>
    public bool IsInteractive => keys is not null;

    /// <summary>The process's own.</summary>
    public static Answers OfProcess() => new(Console.In, Console.IsInputRedirected ? null : static () => Console.ReadKey(intercept: true));

    /// <summary>Opens the lines of a prompt: edited at a keyboard, plain when piped in; null at their end.</summary>
    /// <param name="prompt">What stands before a line at a keyboard.</param>
    /// <param name="complete">The names that may stand where a text ends.</param>
    /// <param name="output">The terminal.</param>
    public Func<string?> Lines(string prompt, Func<string, IReadOnlyList<string>> complete, TextWriter output) =>
        keys is null ? lines.ReadLine : new LineEditor(prompt, complete, keys, output).Read;

    /// <summary>Reads one line.</summary>
    /// <exception cref="FailureException">The input has ended.</exception>
    public async Task<string> ReadAsync(bool isSecret, CancellationToken cancellationToken)
    {
        // The console cannot be waited for without a thread.
        var reading = Task.Run(() => isSecret && keys is not null ? ReadHidden(keys) : lines.ReadLine(), CancellationToken.None);
        return await reading.WaitAsync(cancellationToken)
            ?? throw new FailureException(FailureKind.Permanent, "The input has ended before the question was answered. Run this in a terminal, or pipe every answer in.");
    }

    private static string ReadHidden(Func<ConsoleKeyInfo> keys)
    {
        var typed = new StringBuilder();
        while (keys() is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(pressed.KeyChar))
                typed.Append(pressed.KeyChar);
        }

        return typed.ToString();
    }
}
