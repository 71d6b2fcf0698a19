using System.Reflection;
using System.Text;

namespace TgPlatform.Contracts.Tests;

/// <summary>Writes an assembly's public surface as text, one member a line, in an order that does not depend on the compiler.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            text.AppendLine($"{KindOf(type)} {NameOf(type)}{BasesOf(type)}");
            foreach (var line in MembersOf(type).Order(StringComparer.Ordinal))
                text.AppendLine($"    {line}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {(int)Enum.Parse(type, name)}");
        return type.GetMembers(Declared).Where(IsVisible).Select(Describe).OfType<string>();
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && !IsAccessor(method),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(static accessor => accessor.IsPublic || accessor.IsFamily),
        EventInfo one => one.AddMethod!.IsPublic,
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    private static bool IsAccessor(MethodBase method) => method.IsSpecialName && !method.IsConstructor && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo made => $"new({Parameters(made)})",
        MethodInfo method => $"{Static(method)}{NameOf(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)}){(method is { DeclaringType.IsInterface: true, IsAbstract: false } ? " = default" : "")}",
        PropertyInfo property => $"{Static(property.GetMethod!)}{NameOf(property.PropertyType)} {property.Name}{Indexer(property)} {{ get;{Setter(property)} }}",
        EventInfo one => $"event {NameOf(one.EventHandlerType!)} {one.Name}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{NameOf(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter
        ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;";

    private static string Indexer(PropertyInfo property) => property.GetIndexParameters() is [var index] ? $"[{NameOf(index.ParameterType)}]" : "";

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static one => $"{NameOf(one.ParameterType)} {one.Name}{(one.HasDefaultValue ? $" = {one.DefaultValue ?? "default"}" : "")}"));

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string BasesOf(Type type)
    {
        var bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(one => type.IsEnum is false && one.IsPublic).Select(NameOf).Order(StringComparer.Ordinal);
        var all = (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? bases.Prepend(NameOf(parent)) : bases).ToList();
        return all.Count == 0 ? "" : $" : {string.Join(", ", all)}";
    }

    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return $"{NameOf(inner)}?";
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[]";
        if (!type.IsGenericType)
            return type.IsByRef ? $"ref {NameOf(type.GetElementType()!)}" : type.Name;
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
