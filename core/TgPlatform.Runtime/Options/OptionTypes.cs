using System.Collections;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Options;

/// <summary>Finds the option type for a CLR type.</summary>
internal static class OptionTypes
{
    /// <summary>The option type, or null when no option can have that CLR type.</summary>
    /// <param name="type">The property's type.</param>
    /// <param name="section">Makes the model of a nested record.</param>
    public static OptionType? For(Type type, Func<Type, OptionModel> section)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (PlainKind(type) is { } kind)
            return new(kind, type);
        if (type.IsEnum)
            return new(OptionKind.Choice, type) { Choices = [.. Enum.GetNames(type).Select(OptionNames.Of)] };
        if (CollectionKind(type) is { } collection)
            return For(type.GetGenericArguments()[^1], section) is { } element ? new(collection, type) { Element = element } : null;
        if (IsParsable(type))
            return new(OptionKind.Custom, type);
        return IsRecord(type) ? new(OptionKind.Section, type) { Section = section(type) } : null;
    }

    private static OptionKind? PlainKind(Type type) => type switch
    {
        _ when type == typeof(string) => OptionKind.Text,
        _ when type == typeof(bool) => OptionKind.Boolean,
        _ when type == typeof(int) || type == typeof(long) => OptionKind.Integer,
        _ when type == typeof(double) => OptionKind.Number,
        _ when type == typeof(TimeSpan) => OptionKind.Duration,
        _ when type == typeof(ByteSize) => OptionKind.Size,
        _ when type == typeof(Secret) => OptionKind.Secret,
        _ when type == typeof(Uri) => OptionKind.Uri,
        _ when type == typeof(DateTimeOffset) => OptionKind.Time,
        _ when type == typeof(ItemText) => OptionKind.ItemText,
        _ when type == typeof(YamlNode) => OptionKind.Raw,
        _ => null,
    };

    private static OptionKind? CollectionKind(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() switch
    {
        var definition when definition == typeof(IReadOnlyList<>) => OptionKind.List,
        var definition when definition == typeof(IReadOnlyDictionary<,>) && type.GetGenericArguments()[0] == typeof(string) => OptionKind.Map,
        _ => null,
    } : null;

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>) && face.GetGenericArguments()[0] == type);

    private static bool IsRecord(Type type) => type is { IsClass: true, IsAbstract: false } && !type.IsAssignableTo(typeof(IEnumerable)) && type.GetConstructor(Type.EmptyTypes) is not null;
}
