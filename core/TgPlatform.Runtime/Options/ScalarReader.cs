using System.Globalization;
using System.Reflection;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Options;

/// <summary>Turns the text of one value into the option's type.</summary>
internal static class ScalarReader
{
    private static readonly MethodInfo ParseCustomMethod = typeof(ScalarReader).GetMethod(nameof(ParseCustom), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Reads a value.</summary>
    /// <param name="type">A type that is written as one text.</param>
    /// <param name="text">The text.</param>
    /// <param name="shown">The text as it may appear in a message.</param>
    public static ScalarValue Read(OptionType type, string text, string shown) => type.Kind switch
    {
        OptionKind.Text => new(text),
        OptionKind.ItemText => new(new ItemText(text)),
        OptionKind.Secret => new(new Secret(text)),
        OptionKind.Integer => ReadInteger(type, text, shown),
        OptionKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new(number) : Wrong($"{shown} is not a number. Write for instance 0.5."),
        OptionKind.Boolean => ReadBoolean(text, shown),
        OptionKind.Duration => Durations.TryParse(text, out var duration) ? new(duration) : Wrong($"{shown} is not a duration. Write a number and a unit: 250ms, 30s, 1m30s, 2h, 7d."),
        OptionKind.Size => ByteSize.TryParse(text, null, out var size) ? new(size) : Wrong($"{shown} is not a size. Write a number and a unit: 64KiB, 512MiB, 1.5GB."),
        OptionKind.Choice => ReadChoice(type, text, shown),
        OptionKind.Uri => Uri.TryCreate(text, UriKind.Absolute, out var address) && !text.StartsWith('/')
            ? new(address) : Wrong($"{shown} is not a whole address. Write it with its scheme: https://example.com/."),
        OptionKind.Time => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && text.Length >= 8
            ? new(time) : Wrong($"{shown} is not a moment. Write 2026-01-31 or 2026-01-31T12:00:00Z; without offset UTC is meant."),
        OptionKind.Custom => (ScalarValue)ParseCustomMethod.MakeGenericMethod(type.ClrType).Invoke(null, [text, shown])!,
        _ => throw new ArgumentException($"A {type} is not written as one text.", nameof(type)),
    };

    private static ScalarValue ReadInteger(OptionType type, string text, string shown)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return text.Length > 0 && text.AsSpan(text[0] is '-' or '+' ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0 && text.Length > 18
                ? Wrong($"{shown} is too large for a whole number. Write a smaller one.", isOutOfRange: true)
                : Wrong($"{shown} is not a whole number. Write digits only, without unit.");
        }

        if (type.ClrType == typeof(long))
            return new(number);
        return number is >= int.MinValue and <= int.MaxValue ? new((int)number) : Wrong($"{shown} is outside {int.MinValue}..{int.MaxValue}. Write a smaller number.", isOutOfRange: true);
    }

    private static ScalarValue ReadBoolean(string text, string shown)
    {
        if (bool.TryParse(text, out var flag))
            return new(flag);
        var meant = text.ToLowerInvariant() switch
        {
            "yes" or "on" or "1" or "y" => "Write true.",
            "no" or "off" or "0" or "n" => "Write false.",
            _ => "Write true or false.",
        };
        return Wrong($"{shown} is neither true nor false. {meant}");
    }

    private static ScalarValue ReadChoice(OptionType type, string text, string shown)
    {
        var index = type.Choices.ToList().IndexOf(text);
        return index >= 0
            ? new(Enum.Parse(type.ClrType, Enum.GetNames(type.ClrType)[index]))
            : Wrong($"{shown} is none of the choices. {NearestName.Advice(text, type.Choices)}", isOutOfRange: true);
    }

    private static ScalarValue ParseCustom<T>(string text, string shown)
        where T : IParsable<T>
    {
        try
        {
            return new(T.Parse(text, CultureInfo.InvariantCulture));
        }
        catch (Exception refused)
        {
            // The type may be a plugin's, so anything may be thrown. Its message names the value; one that must not be shown is taken out again.
            return Wrong(shown == Printable.Quote(text) || text.Length == 0 ? refused.Message : refused.Message.Replace(text, "***", StringComparison.Ordinal));
        }
    }

    private static ScalarValue Wrong(string message, bool isOutOfRange = false) => new(null) { Mistake = message, IsOutOfRange = isOutOfRange };
}

/// <summary>A value that was read, or why it could not be.</summary>
/// <param name="Value">The value.</param>
internal readonly record struct ScalarValue(object? Value)
{
    /// <summary>What is wrong, and what to do; null when all is well.</summary>
    public string? Mistake { get; init; }

    /// <summary>Whether the value has the right type but is not allowed.</summary>
    public bool IsOutOfRange { get; init; }
}
