using System.Text;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Options;

/// <summary>
/// Fills <c>${VAR}</c>, <c>${VAR:-default}</c> and <c>${file:path}</c> into scalars, after parsing, so that no value can change the shape of the
/// file; <c>$${</c> stands for <c>${</c>.
/// </summary>
/// <param name="variable">A variable's value, or null.</param>
/// <param name="names">The names of all variables, for advice.</param>
/// <param name="folder">Absolute path that relative files start from.</param>
/// <param name="found">Takes what is wrong.</param>
internal sealed class Interpolator(Func<string, string?> variable, Func<IEnumerable<string>> names, string folder, DiagnosticBag found)
{
    private const string FilePrefix = "file:";
    private const string SandboxPrefix = "SANDBOX_";

    /// <summary>The text with everything filled in, or null after a finding.</summary>
    public FilledText? Fill(YamlScalar scalar, string path)
    {
        var text = scalar.Text;
        if (scalar.IsLiteral || !text.Contains("${", StringComparison.Ordinal))
            return new(text, HasVariables: false);
        var filled = new StringBuilder();
        var (hasVariables, isGood) = (false, true);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            if (open < 0)
            {
                filled.Append(text, at, text.Length - at);
                break;
            }

            if (open > at && text[open - 1] == '$')
            {
                filled.Append(text, at, open - 1 - at).Append("${");
                at = open + 2;
                continue;
            }

            filled.Append(text, at, open - at);
            var close = text.IndexOf('}', open);
            var value = close < 0 ? Unclosed(scalar, open, path) : ValueOf(scalar, open, text[(open + 2)..close], path);
            filled.Append(value);
            hasVariables = true;
            isGood &= value is not null;
            at = close < 0 ? text.Length : close + 1;
        }

        return isGood ? new(filled.ToString(), hasVariables) : null;
    }

    private string? Unclosed(YamlScalar scalar, int open, string path)
    {
        found.Error(DiagnosticCodes.UnknownVariable, Locate(scalar, open), path, "'${' is never closed. Write '${NAME}', or '$${' for the two characters themselves.");
        return null;
    }

    private string? ValueOf(YamlScalar scalar, int open, string inner, string path)
    {
        var where = Locate(scalar, open);
        if (inner.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            var file = inner[FilePrefix.Length..];
            return TextFile.Read(Path.GetFullPath(file, folder), file, where, path, found)?.TrimEnd('\r', '\n');
        }

        var split = inner.IndexOf(":-", StringComparison.Ordinal);
        var (name, fallback) = split < 0 ? (inner, null) : (inner[..split], inner[(split + 2)..]);
        if (!IsName(name) || fallback?.Contains("${", StringComparison.Ordinal) == true)
        {
            found.Error(DiagnosticCodes.UnknownVariable, where, path, $"{Printable.Quote("${" + inner + "}")} cannot be read. Write '${{NAME}}', '${{NAME:-default}}' or '${{file:path}}', none inside another.");
            return null;
        }

        var value = variable(name);
        // As in a shell, ':-' stands in for an empty value too.
        if (fallback is not null && string.IsNullOrEmpty(value))
            return fallback;
        if (value is null)
            found.Error(DiagnosticCodes.UnknownVariable, where, path, $"The variable {name} is not set.{Advice(name)}");
        return value;
    }

    private string Advice(string name) => name.StartsWith(SandboxPrefix, StringComparison.Ordinal) && NearestName.Of(name, names()) is null
        ? " The emulated services fill it in: add --sandbox, or set it."
        : $"{NearestName.Hint(name, names())} Set it, or write '${{{name}:-default}}'.";

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static SourceLocation Locate(YamlScalar scalar, int index)
    {
        if (scalar.Map is not { } map || scalar.Location.Line == 0)
            return scalar.Location;
        var before = scalar.Text.AsSpan(0, index);
        return map.Locate(before.Count('\n'), index - before.LastIndexOf('\n') - 1);
    }
}

/// <summary>A scalar's text with everything filled in.</summary>
/// <param name="Text">The text; not for messages when <paramref name="HasVariables"/>, for it may hold a secret.</param>
/// <param name="HasVariables">Whether anything was filled in.</param>
internal readonly record struct FilledText(string Text, bool HasVariables);
