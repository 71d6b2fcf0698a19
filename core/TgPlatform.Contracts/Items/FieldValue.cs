using System.Globalization;

namespace TgPlatform.Contracts;

/// <summary>The value of one field: a text, a number, a moment … or nothing. Reading it as another type than it has gives null.</summary>
public readonly struct FieldValue : IEquatable<FieldValue>
{
    private readonly long _bits;
    private readonly object? _reference;

    private FieldValue(FieldType type, long bits, object? reference)
    {
        Type = type;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>No value.</summary>
    public static FieldValue None => default;

    /// <summary>The type of the value; <see cref="FieldType.None"/> when there is none.</summary>
    public FieldType Type { get; }

    /// <summary>The text, or null when this is not a text.</summary>
    public string? Text => Type == FieldType.Text ? (string?)_reference : null;

    /// <summary>The whole number, or null when this is not one.</summary>
    public long? Integer => Type == FieldType.Integer ? _bits : null;

    /// <summary>The number (a whole number counts as one), or null when this is not a number.</summary>
    public double? Number => Type switch
    {
        FieldType.Number => BitConverter.Int64BitsToDouble(_bits),
        FieldType.Integer => _bits,
        _ => null,
    };

    /// <summary>True or false, or null when this is neither.</summary>
    public bool? Boolean => Type == FieldType.Boolean ? _bits != 0 : null;

    /// <summary>The moment with its offset from UTC, or null when this is not a moment.</summary>
    public DateTimeOffset? Time => Type == FieldType.Time ? (DateTimeOffset)_reference! : null;

    /// <summary>The texts, or null when this is not a list of texts.</summary>
    public IReadOnlyList<string>? TextList => Type == FieldType.TextList ? (IReadOnlyList<string>?)_reference : null;

    /// <summary>A text; a null text is no value.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator FieldValue(string? value) => value is null ? default : new(FieldType.Text, 0, value);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator FieldValue(long value) => new(FieldType.Integer, value, null);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator FieldValue(double value) => new(FieldType.Number, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FieldValue(bool value) => new(FieldType.Boolean, value ? 1 : 0, null);

    /// <summary>A moment.</summary>
    /// <param name="value">The moment.</param>
    public static implicit operator FieldValue(DateTimeOffset value) => new(FieldType.Time, 0, value);

    /// <summary>Several texts; null is no value.</summary>
    /// <param name="value">The texts; the array must not be changed afterwards.</param>
    public static implicit operator FieldValue(string[]? value) => value is null ? default : new(FieldType.TextList, 0, value);

    /// <summary>Whether two values are the same in type and content.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(FieldValue left, FieldValue right) => left.Equals(right);

    /// <summary>Whether two values differ in type or content.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(FieldValue left, FieldValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FieldValue other) => Type == other.Type && _bits == other._bits && (Type == FieldType.TextList
        ? TextList!.SequenceEqual(other.TextList!)
        : Equals(_reference, other._reference));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FieldValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, _bits, _reference is string text ? text : null);

    /// <summary>The value as people read it: numbers and moments in the invariant culture, lists separated by commas, nothing as "".</summary>
    public override string ToString() => Type switch
    {
        FieldType.Text => Text!,
        FieldType.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        FieldType.Number => BitConverter.Int64BitsToDouble(_bits).ToString(CultureInfo.InvariantCulture),
        FieldType.Boolean => _bits != 0 ? "true" : "false",
        FieldType.Time => Time!.Value.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        FieldType.TextList => string.Join(", ", TextList!),
        _ => "",
    };
}
