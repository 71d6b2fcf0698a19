using System.Reflection;
using System.Xml.Linq;

namespace TgPlatform.Runtime.Hooks.Help;

/// <summary>Reads what the code says of its members from the documentation files beside the assemblies.</summary>
internal static class MemberDocumentation
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Known = [];
    private static readonly Lock Lock = new();

    /// <summary>The summary on one line, code in backticks; empty when there is no documentation file.</summary>
    public static string SummaryOf(MemberInfo member) => Find(member)?.Element("summary") is { } summary ? TextOf(summary) : "";

    /// <summary>What is said of a method's parameters, in their order.</summary>
    public static IReadOnlyList<(string Name, string Text)> ParametersOf(MethodInfo method) =>
        [.. (Find(method)?.Elements("param") ?? []).Select(static one => ((string)one.Attribute("name")!, TextOf(one)))];

    private static XElement? Find(MemberInfo member)
    {
        var assembly = (member as Type ?? member.DeclaringType!).Assembly;
        lock (Lock)
        {
            if (!Known.TryGetValue(assembly, out var members))
                Known.Add(assembly, members = Read(Path.ChangeExtension(assembly.Location, ".xml")));
            return members.GetValueOrDefault(NameOf(member));
        }
    }

    private static Dictionary<string, XElement> Read(string file) => !File.Exists(file) ? [] :
        XDocument.Load(file).Descendants("member").ToDictionary(static one => (string)one.Attribute("name")!, StringComparer.Ordinal);

    private static string NameOf(MemberInfo member) => member switch
    {
        Type type => $"T:{type.FullName}",
        MethodInfo method => $"M:{method.DeclaringType!.FullName}.{method.Name}{Parameters(method.GetParameters())}",
        PropertyInfo property => $"P:{property.DeclaringType!.FullName}.{property.Name}{Parameters(property.GetIndexParameters())}",
        _ => $"F:{member.DeclaringType!.FullName}.{member.Name}",
    };

    private static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(static one => NameOfType(one.ParameterType)))})";

    private static string NameOfType(Type type) => type.IsGenericType
        ? $"{type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(NameOfType))}}}"
        : type.FullName!;

    private static string TextOf(XElement element) => string.Join(' ', string.Concat(element.Nodes().Select(static node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement see => see.Attribute("cref") is { } target ? $"`{ShortName(target.Value)}`" : see.Attribute("name")?.Value ?? see.Value,
        _ => "",
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // 'M:A.B.Sha256Hex(System.String)' is 'Sha256Hex' to people.
    private static string ShortName(string target)
    {
        var name = target.Split('(')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
