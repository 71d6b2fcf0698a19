using System.CommandLine.Parsing;
using System.Globalization;

namespace TgPlatform.Cli.Commands;

/// <summary>Says what is wrong with an option's value in words of the command line, where the parser would name a type of .NET.</summary>
internal static class OptionErrors
{
    /// <summary>The message for an error of the parser.</summary>
    public static string Message(ParseError error)
    {
        // An option that checks its value itself begins with its name, and knows more of it than the type says.
        var given = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        return given is { Option: var option, Tokens: [{ Value: var text }] } && !error.Message.StartsWith($"{option.Name}:", StringComparison.Ordinal) && Wanted(option.ValueType, text) is { } wanted
            ? $"{option.Name} takes {wanted}, not '{text}'."
            : error.Message;
    }

    // Null for a text that fits its type: then something else is wrong with it.
    private static string? Wanted(Type type, string text)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number";
        if (value == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "a number";
        return value.IsEnum && !Enum.TryParse(value, text, ignoreCase: true, out _) ? Choices(Enum.GetNames(value)) : null;
    }

    private static string Choices(string[] names)
    {
        var lower = names.Select(static one => one.ToLowerInvariant()).ToList();
        return $"{string.Join(", ", lower.Take(lower.Count - 1))} or {lower[^1]}";
    }
}
