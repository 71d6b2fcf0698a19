using System.Collections;
using System.Globalization;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Options;

/// <summary>Values as a user would write them in YAML.</summary>
internal static class OptionText
{
    /// <summary>The value, on one line.</summary>
    public static string Of(object value) => value switch
    {
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        TimeSpan duration => Durations.Format(duration),
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
        Uri address => Quoted(address.OriginalString),
        Enum choice => OptionNames.Of(choice.ToString()),
        ItemText text => Quoted(text.ToString()),
        ByteSize or Secret => value.ToString()!,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable entries => OfEntries(entries),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether two values are written the same; sections inside were compared when their own record was looked at.</summary>
    public static bool Same(object? one, object? other) => (one is null ? null : Of(one)) == (other is null ? null : Of(other));

    private static string OfEntries(IEnumerable entries)
    {
        var isMap = entries.GetType().GetInterfaces().Any(static face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));
        var texts = entries.Cast<object>().Select(entry => isMap ? OfPair(entry) : Of(entry));
        var joined = string.Join(", ", texts);
        return isMap ? joined.Length == 0 ? "{}" : $"{{ {joined} }}" : $"[{joined}]";
    }

    private static string OfPair(object pair)
    {
        var type = pair.GetType();
        return $"{Of(type.GetProperty("Key")!.GetValue(pair)!)}: {Of(type.GetProperty("Value")!.GetValue(pair)!)}";
    }

    // Quotes only where YAML would read the bare text as something else.
    private static string Quoted(string text) =>
        text.Length == 0 || text != text.Trim() || "!&*-?|>@`%{}[],#:'\"~".Contains(text[0]) || text.Contains(": ", StringComparison.Ordinal)
            || text.Contains(" #", StringComparison.Ordinal) || text.AsSpan().ContainsAny('\n', '\r', '\t')
            ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
                .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\""
            : text;
}
