using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks.Library;

/// <summary>
/// Builds the name that a <c>path</c> describes, or the text of an option. Slashes the author wrote separate folders; slashes in a value do not, and become <c>_</c>, so
/// that a chat called <c>AC/DC</c> is one folder. Missing values are empty text; numbers and dates are written the same everywhere.
/// </summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct NameText
{
    private readonly bool _keepsSlashes;
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Begins a name.</summary>
    public NameText(int literalLength, int formattedCount) => _text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    /// <summary>Begins a text, which may be no name.</summary>
    public NameText(int literalLength, int formattedCount, bool keepsSlashes)
        : this(literalLength, formattedCount) => _keepsSlashes = keepsSlashes;

    /// <summary>The finished name.</summary>
    public static string Of(ref NameText name) => name._text.ToStringAndClear();

    /// <summary>The finished text; slashes in values stay when it is no name.</summary>
    public static string Of(bool keepsSlashes, [InterpolatedStringHandlerArgument(nameof(keepsSlashes))] ref NameText text) => text._text.ToStringAndClear();

    /// <summary>What the author wrote.</summary>
    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    /// <summary>A text of the item.</summary>
    public void AppendFormatted(string? value)
    {
        if (value is null)
            return;
        _text.AppendLiteral(!_keepsSlashes && value.AsSpan().ContainsAny('/', '\\') ? value.Replace('/', '_').Replace('\\', '_') : value);
    }

    /// <summary>A text padded to a width.</summary>
    public void AppendFormatted(string? value, int alignment, string? format = null) =>
        AppendFormatted(alignment < 0 ? (value ?? "").PadRight(-alignment) : (value ?? "").PadLeft(alignment));

    /// <summary>A text that may hold folders.</summary>
    public void AppendFormatted(FolderText value) => _text.AppendLiteral(value.ToString());

    // Without an overload that takes the value alone, the compiler would take the generic one: it comes before optional parameters.

    /// <summary>A field of any type.</summary>
    public void AppendFormatted(FieldValue value) => AppendFormatted(value, null);

    /// <summary>A field of any type with a format.</summary>
    public void AppendFormatted(FieldValue value, string? format)
    {
        switch (value.Type)
        {
            case FieldType.Integer: AppendFormatted(value.Integer, format); break;
            case FieldType.Number: AppendFormatted(value.Number, format); break;
            case FieldType.Time: AppendFormatted(value.Time, format); break;
            default: AppendFormatted(value.ToString()); break;
        }
    }

    /// <summary>A value that may be missing.</summary>
    public void AppendFormatted<T>(T? value)
        where T : struct => AppendFormatted(value, null);

    /// <summary>A value that may be missing, with a format.</summary>
    public void AppendFormatted<T>(T? value, string? format)
        where T : struct
    {
        // Formatting the nullable itself would box it.
        if (value.HasValue)
            _text.AppendFormatted(value.GetValueOrDefault(), format);
    }

    /// <summary>Any other value; texts are joined by commas.</summary>
    public void AppendFormatted<T>(T value)
    {
        if (value is IEnumerable<string> texts)
            AppendFormatted(string.Join(", ", texts));
        else
            _text.AppendFormatted(value);
    }

    /// <summary>Any other value with a format.</summary>
    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    /// <summary>Any other value padded to a width.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null) => _text.AppendFormatted(value, alignment, format);
}
