using System.Diagnostics.CodeAnalysis;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>The name of a pipeline or sink: fit for file names, logs and command lines.</summary>
internal sealed record PlainName(string Text) : IParsable<PlainName>
{
    private const int Longest = 100;

    public static PlainName Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var name)
        ? name
        : throw new FormatException($"{Printable.Quote(s)} cannot be a name. Use letters, digits, '-', '_' and '.', at most {Longest}, a letter or digit first.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PlainName result)
    {
        var isPlain = s is { Length: > 0 and <= Longest } && char.IsLetterOrDigit(s[0]) && s.All(static character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.');
        result = isPlain ? new(s!) : null;
        return isPlain;
    }

    public override string ToString() => Text;
}
