using System.Text;

namespace TgPlatform.Cli.Terminals;

/// <summary>Edits a line at a keyboard: arrows, history, and names completed by Tab.</summary>
/// <param name="prompt">What stands before the line.</param>
/// <param name="complete">The names that may stand where a text ends.</param>
/// <param name="readKey">Waits for a key.</param>
/// <param name="output">The terminal.</param>
internal sealed class LineEditor(string prompt, Func<string, IReadOnlyList<string>> complete, Func<ConsoleKeyInfo> readKey, TextWriter output)
{
    private const string NameCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

    private readonly StringBuilder _line = new();
    private readonly List<string> _history = [];
    private int _cursor;
    private int _recalled;

    /// <summary>The next line, or null at Ctrl-D.</summary>
    public string? Read()
    {
        Replace("");
        _recalled = _history.Count;
        while (true)
        {
            var key = readKey();
            if (key.Key == ConsoleKey.Enter)
                return End();
            if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && _line.Length == 0)
            {
                output.WriteLine();
                return null;
            }

            Apply(key);
            Draw();
        }
    }

    private string End()
    {
        output.WriteLine();
        var line = _line.ToString();
        if (line.Length > 0 && _history.LastOrDefault() != line)
            _history.Add(line);
        return line;
    }

    private void Apply(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: _cursor = Math.Max(0, _cursor - 1); break;
            case ConsoleKey.RightArrow: _cursor = Math.Min(_line.Length, _cursor + 1); break;
            case ConsoleKey.Home: _cursor = 0; break;
            case ConsoleKey.End: _cursor = _line.Length; break;
            case ConsoleKey.UpArrow: Recall(_recalled - 1); break;
            case ConsoleKey.DownArrow: Recall(_recalled + 1); break;
            case ConsoleKey.Backspace when _cursor > 0: _line.Remove(--_cursor, 1); break;
            case ConsoleKey.Delete when _cursor < _line.Length: _line.Remove(_cursor, 1); break;
            case ConsoleKey.Escape: Replace(""); break;
            case ConsoleKey.Tab: Complete(); break;
            default:
                if (!char.IsControl(key.KeyChar))
                    _line.Insert(_cursor++, key.KeyChar);
                break;
        }
    }

    private void Recall(int index)
    {
        if (index < 0 || index > _history.Count)
            return;
        _recalled = index;
        Replace(index == _history.Count ? "" : _history[index]);
    }

    // Goes as far as all candidates agree; where they do not, it shows them.
    private void Complete()
    {
        var before = _line.ToString(0, _cursor);
        var candidates = complete(before);
        if (candidates.Count == 0)
            return;
        var typed = before.Length - before.AsSpan().TrimEnd(NameCharacters).Length;
        var common = candidates.Aggregate(static (one, other) => one[..one.AsSpan().CommonPrefixLength(other)]);
        if (common.Length > typed || candidates.Count == 1)
        {
            _line.Remove(_cursor - typed, typed).Insert(_cursor - typed, common);
            _cursor += common.Length - typed;
        }
        else
        {
            output.WriteLine();
            output.WriteLine(string.Join("  ", candidates));
        }
    }

    private void Replace(string text)
    {
        _line.Clear().Append(text);
        _cursor = text.Length;
        Draw();
    }

    private void Draw()
    {
        var behind = _line.Length - _cursor;
        output.Write($"\r{prompt}{SafeText.Of(_line.ToString())}\u001b[K{(behind > 0 ? $"\u001b[{behind}D" : "")}");
        output.Flush();
    }
}
