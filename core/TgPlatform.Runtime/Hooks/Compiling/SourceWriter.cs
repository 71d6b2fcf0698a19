using System.Globalization;
using System.Text;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Writes C# made of generated lines, which debuggers and stack traces skip, and of the user's text, which keeps its own lines and columns.</summary>
internal sealed class SourceWriter
{
    private const int MaxColumn = 65536;

    private readonly StringBuilder _text = new("#line hidden\n");

    /// <summary>Writes a generated line.</summary>
    public void Line(string text) => _text.Append(text).Append('\n');

    /// <summary>Writes a part of the user's text; <paramref name="before"/> and <paramref name="after"/> are generated and stand on the same line.</summary>
    public void User(HookFile file, Range part, string before = "", string after = "")
    {
        var (start, length) = part.GetOffsetAndLength(file.Text.Length);
        if (length == 0 && before.Length == 0)
            return;
        var (line, column) = file.Unindented(start);
        _text.Append(Directive(file.Start.File, line, column, before.Length))
            .Append(before).Append(file.Text, start, length).Append(after).Append("\n#line hidden\n");
    }

    /// <summary>A line that says where the next line comes from.</summary>
    public static string Directive(string file, int line, int column, int skipped = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $"#line ({line},{Math.Min(column, MaxColumn)})-({line + 100_000},1){(skipped == 0 ? "" : " " + skipped.ToString(CultureInfo.InvariantCulture))} \"{file.Replace('"', '\'')}\"\n");

    public override string ToString() => _text.ToString();
}
