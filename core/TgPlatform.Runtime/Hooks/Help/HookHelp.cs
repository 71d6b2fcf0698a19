using System.Reflection;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks.Library;

namespace TgPlatform.Runtime.Hooks.Help;

/// <summary>What hooks may use, as people read it: the item's members, the library's functions, and the names of kinds and presets.</summary>
public static class HookHelp
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double",
    };

    /// <summary>The members every item has, whatever its source.</summary>
    public static IReadOnlyList<HookMember> ItemMembers { get; } = [.. ItemProperties().Select(Of), Of(Indexer), .. typeof(HookItem).GetMethods().Where(static one => one.Name == nameof(HookItem.Counter)).Select(Of)];

    /// <summary>The functions a hook calls by their bare names, and the sizes it writes behind numbers.</summary>
    public static IReadOnlyList<HookMember> Functions { get; } = [.. Methods(typeof(HookLibrary)).Concat(Methods(typeof(HookSizes)).DistinctBy(static one => one.Name)).Select(Of)];

    /// <summary>The names of kinds and presets, which a hook writes bare.</summary>
    public static IReadOnlyList<HookMember> Names { get; } = [.. new[] { typeof(ItemKind), typeof(NamePreset) }.SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(static one => new HookMember(one.Name, $"{one.DeclaringType!.Name}.{one.Name}", MemberDocumentation.SummaryOf(one), []))];

    /// <summary>What <c>item["name"]</c> is read as.</summary>
    public static IReadOnlyList<HookMember> FieldMembers { get; } = [.. typeof(FieldValue).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Of)];

    private static PropertyInfo Indexer => typeof(HookItem).GetProperties().Single(static one => one.GetIndexParameters().Length > 0);

    /// <summary>The values of the members of an item that have one without being asked with an argument.</summary>
    /// <param name="item">The item.</param>
    public static IEnumerable<(HookMember Member, object? Value)> ValuesOf(Item item)
    {
        object seen = new HookItem(item, new HookCounters());
        return ItemProperties().Select(one => (Of(one), one.GetValue(seen)));
    }

    private static IEnumerable<PropertyInfo> ItemProperties() => typeof(HookItem).GetProperties().Where(static one => one.GetIndexParameters().Length == 0);

    private static MethodInfo[] Methods(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

    private static HookMember Of(PropertyInfo property) => property.GetIndexParameters() is [var name]
        ? new("[]", $"item[{TypeOf(name.ParameterType, isNullable: false)} {name.Name}] → {TypeOf(property.PropertyType, isNullable: false)}", MemberDocumentation.SummaryOf(property), [])
        : new(property.Name, TypeOf(property.PropertyType, new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable), MemberDocumentation.SummaryOf(property), []);

    private static HookMember Of(MethodInfo method)
    {
        var context = new NullabilityInfoContext();
        var isSize = method.DeclaringType == typeof(HookSizes);
        var parameters = method.GetParameters().Skip(isSize ? 1 : 0).Select(one => $"{TypeOf(one.ParameterType, context.Create(one).WriteState == NullabilityState.Nullable)} {one.Name}{(one.HasDefaultValue ? $" = {one.DefaultValue}" : "")}");
        var owner = isSize ? "number." : method.IsStatic ? "" : "item.";
        return new(method.Name, $"{owner}{method.Name}({string.Join(", ", parameters)}) → {TypeOf(method.ReturnType, context.Create(method.ReturnParameter).ReadState == NullabilityState.Nullable)}", MemberDocumentation.SummaryOf(method), isSize ? [] : MemberDocumentation.ParametersOf(method));
    }

    private static string TypeOf(Type type, bool isNullable)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return TypeOf(value, isNullable: true);
        if (type == typeof(IReadOnlyList<string>))
            return $"IReadOnlyList<string>{(isNullable ? "?" : "")}";
        if (type.IsGenericType)
            return $"params {TypeOf(type.GetGenericArguments()[0], isNullable: true)}[]"; // The library takes lists of texts, and no other generic type.
        return $"{Keywords.GetValueOrDefault(type, type.Name)}{(isNullable ? "?" : "")}";
    }
}

/// <summary>Something a hook may use.</summary>
/// <param name="Name">Its bare name.</param>
/// <param name="Signature">How it is written, and what it gives; for a member of the item its type alone.</param>
/// <param name="Summary">What it is, with code in backticks.</param>
/// <param name="Parameters">What is said of its parameters.</param>
public sealed record HookMember(string Name, string Signature, string Summary, IReadOnlyList<(string Name, string Text)> Parameters);
