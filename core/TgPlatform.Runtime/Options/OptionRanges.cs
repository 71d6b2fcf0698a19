using System.ComponentModel.DataAnnotations;
using System.Globalization;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Options;

/// <summary>Reads <see cref="RangeAttribute"/>: numbers as they are, durations and sizes as text, <c>[Range(typeof(ByteSize), "4KiB", "16MiB")]</c>.</summary>
internal static class OptionRanges
{
    public static OptionRange Of(Type recordType, string property, OptionType type, RangeAttribute range)
    {
        var value = type.Element ?? type;
        return Limit(value, range.Minimum) is { } minimum && Limit(value, range.Maximum) is { } maximum
            ? new(minimum, maximum)
            : throw new OptionModelException(recordType, $"the range of {property} does not fit its type, {type}.");
    }

    private static object? Limit(OptionType type, object written) => (type.Kind, written) switch
    {
        (OptionKind.Integer, int or long) when type.ClrType == typeof(int) => Convert.ToInt32(written, CultureInfo.InvariantCulture),
        (OptionKind.Integer, int or long) => Convert.ToInt64(written, CultureInfo.InvariantCulture),
        (OptionKind.Number, int or double) => Convert.ToDouble(written, CultureInfo.InvariantCulture),
        (OptionKind.Duration, string text) => Durations.TryParse(text, out var duration) ? duration : null,
        (OptionKind.Size, string text) => ByteSize.TryParse(text, null, out var size) ? size : null,
        _ => null,
    };
}
