using System.Collections;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Options;

/// <summary>Finds the option type for a CLR type.</summary>
internal static class OptionTypes
{
    private static readonly Dictionary<Type, OptionKind> Plain = new()
    {
        [typeof(string)] = OptionKind.Text,
        [typeof(bool)] = OptionKind.Boolean,
        [typeof(int)] = OptionKind.Integer,
        [typeof(long)] = OptionKind.Integer,
        [typeof(double)] = OptionKind.Number,
        [typeof(TimeSpan)] = OptionKind.Duration,
        [typeof(ByteSize)] = OptionKind.Size,
        [typeof(Secret)] = OptionKind.Secret,
        [typeof(Uri)] = OptionKind.Uri,
        [typeof(DateTimeOffset)] = OptionKind.Time,
        [typeof(YamlNode)] = OptionKind.Raw,
    };

    /// <summary>The option type, or null when no option can have that CLR type.</summary>
    /// <param name="type">The property's type.</param>
    /// <param name="section">Makes the model of a nested record.</param>
    public static OptionType? For(Type type, Func<Type, OptionModel> section)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Plain.TryGetValue(type, out var kind))
            return new(kind, type);
        if (type.IsEnum)
            return new(OptionKind.Choice, type) { Choices = [.. Enum.GetNames(type).Select(OptionNames.Of)] };
        if (ElementOf(type) is { } element)
            return For(element.Type, section) is { } inner ? new(element.Kind, type) { Element = inner } : null;
        if (IsParsable(type))
            return new(OptionKind.Custom, type);
        return IsRecord(type) ? new(OptionKind.Section, type) { Section = section(type) } : null;
    }

    private static (OptionKind Kind, Type Type)? ElementOf(Type type)
    {
        if (!type.IsGenericType)
            return null;
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(IReadOnlyList<>))
            return (OptionKind.List, arguments[0]);
        return definition == typeof(IReadOnlyDictionary<,>) && arguments[0] == typeof(string) ? (OptionKind.Map, arguments[1]) : null;
    }

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>) && face.GetGenericArguments()[0] == type);

    private static bool IsRecord(Type type) => type is { IsClass: true, IsAbstract: false } && !type.IsAssignableTo(typeof(IEnumerable)) && type.GetConstructor(Type.EmptyTypes) is not null;
}
