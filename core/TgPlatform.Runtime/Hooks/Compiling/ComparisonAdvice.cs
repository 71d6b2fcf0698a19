using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks.Library;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Says how a comparison is written whose two sides do not fit: sizes, dates and kinds as texts, fields read by name.</summary>
internal static partial class ComparisonAdvice
{
    /// <summary>The advice, or null when there is none.</summary>
    public static string? For(BinaryExpressionSyntax comparison, SemanticModel model) =>
        Of(comparison, comparison.Left, comparison.Right, model) ?? Of(comparison, comparison.Right, comparison.Left, model);

    /// <summary>What to write for a size with its unit behind it, or null for what is none.</summary>
    public static string? Size(string text) => SizeText().Match(text) is { Success: true } size && UnitOf(size.Groups["unit"].Value) is { } unit
        ? $"{size.Groups["number"].Value}.{unit}()"
        : null;

    /// <summary>How a field that was read by its name is used as what it holds.</summary>
    public static string Field(string text) => $"A field read by its name is first read as what it holds: {text}.Text, .Integer, .Number, .Boolean or .Time.";

    private static string? Of(BinaryExpressionSyntax comparison, ExpressionSyntax value, ExpressionSyntax other, SemanticModel model)
    {
        var literal = model.GetConstantValue(other) is { Value: string text } ? text : null;
        return TypeOf(value, model) switch
        {
            { Name: nameof(FieldValue) } => MemberFor(TypeOf(other, model)) is { } member
                ? $"A field read by its name is first read as what it holds. Write '{With(comparison, value, $"{value}.{member}")}'."
                : Field(value.ToString()),
            { Name: nameof(DateTimeOffset) } => DayOf(literal ?? other.ToString()) is { } day
                ? $"A date is compared with a day. Write '{With(comparison, other, day)}'."
                : $"A date is compared with a day: Day(2024, 1, 31).",
            { Name: nameof(ItemKind) } when literal is not null => Array.Find(Enum.GetNames<ItemKind>(), one => one.Equals(literal, StringComparison.OrdinalIgnoreCase)) is { } kind
                ? $"A kind is written bare. Write '{With(comparison, other, kind)}'."
                : $"A kind is written bare: {string.Join(", ", Enum.GetNames<ItemKind>())}.",
            { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double } when literal is not null => Size(literal) is { } size
                ? $"A size is a number of bytes. Write '{With(comparison, other, size)}'."
                : double.TryParse(literal, CultureInfo.InvariantCulture, out _) ? $"A number has no quotes. Write '{With(comparison, other, literal)}'." : $"'{value}' is a number, and the other side a text.",
            _ => null,
        };
    }

    private static string With(BinaryExpressionSyntax comparison, ExpressionSyntax side, string instead) =>
        $"{(side == comparison.Left ? instead : comparison.Left.ToString())} {comparison.OperatorToken.Text} {(side == comparison.Right ? instead : comparison.Right.ToString())}";

    private static ITypeSymbol? TypeOf(ExpressionSyntax side, SemanticModel model) => model.GetTypeInfo(side).Type is var type && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
        ? nullable.TypeArguments[0]
        : type;

    private static string? MemberFor(ITypeSymbol? other) => other switch
    {
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double } => nameof(FieldValue.Number),
        { Name: nameof(DateTimeOffset) } => nameof(FieldValue.Time),
        _ => null,
    };

    private static string? UnitOf(string written) => Array.Find(typeof(HookSizes).GetMethods(), one => one.IsStatic && one.Name.Equals(written, StringComparison.OrdinalIgnoreCase))?.Name;

    private static string? DayOf(string text) => DateTime.TryParseExact(text.Replace(" ", "", StringComparison.Ordinal), "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? $"Day({day.Year}, {day.Month}, {day.Day})"
        : null;

    [GeneratedRegex(@"^\s*(?<number>\d+(\.\d+)?)\s*(?<unit>[A-Za-z]+)\s*$")]
    private static partial Regex SizeText();
}
