using System.Text;
using System.Text.RegularExpressions;

namespace TgPlatform.Plugins.FileSystem.Sources;

/// <summary>Patterns for paths: <c>*</c>, <c>?</c> and <c>**</c>. Time grows with the path only, whatever the pattern.</summary>
internal sealed class PathPatterns(IReadOnlyList<string> patterns)
{
    private readonly Regex _any = new(
        string.Join('|', patterns.Select(Translate).DefaultIfEmpty("(?!)")),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Whether there is no pattern at all.</summary>
    public bool IsEmpty => patterns.Count == 0;

    /// <summary>Whether some pattern matches the whole path; a folder is asked for with <c>/</c> at its end.</summary>
    public bool Matches(string path) => _any.IsMatch(path);

    private static string Translate(string pattern)
    {
        var body = pattern.TrimEnd('/');
        var rest = (body.Contains('/', StringComparison.Ordinal) ? body.TrimStart('/') : "**/" + body) + (body == pattern ? "" : "/**");
        var expression = new StringBuilder("^(?:");
        while (rest.Length > 0)
        {
            var (length, part) = rest switch
            {
                ['*', '*', '/', ..] => (3, "(?:[^/]*/)*"),
                ['*', '*', ..] => (2, ".*"),
                ['*', ..] => (1, "[^/]*"),
                ['?', ..] => (1, "[^/]"),
                _ => (1, Regex.Escape(rest[..1])),
            };
            expression.Append(part);
            rest = rest[length..];
        }

        return expression.Append(")$").ToString();
    }
}
