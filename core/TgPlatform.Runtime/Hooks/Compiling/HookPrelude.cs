using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks.Library;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>What every hook of a pipeline sees without asking: the usual namespaces, the hook library, and the source's fields as properties of the item.</summary>
internal static class HookPrelude
{
    /// <summary>The namespaces and types whose names hooks use bare.</summary>
    public static readonly IReadOnlyList<string> Imports =
    [
        "System", "System.Collections.Generic", "System.Globalization", "System.Linq", "System.Text", "System.Text.RegularExpressions",
        typeof(HookLibrary).Namespace!, typeof(ItemKind).FullName!, typeof(NamePreset).FullName!, typeof(HookLibrary).FullName!,
    ];

    /// <summary>The C# file.</summary>
    /// <param name="fields">The fields the source announces.</param>
    public static string Write(IEnumerable<FieldDefinition> fields)
    {
        var text = new StringBuilder();
        foreach (var import in Imports)
            text.Append("global using ").Append(typeof(HookItem).Assembly.GetType(import) is null && typeof(Item).Assembly.GetType(import) is null ? "" : "static ").Append(import).Append(";\n");
        text.Append("public static class Fields\n{\nextension(global::TgPlatform.Runtime.Hooks.HookItem item)\n{\n");
        foreach (var (property, field) in FieldNames.ByProperty(fields))
        {
            var (type, reader) = field.Type switch
            {
                FieldType.Text => ("string?", "Text"),
                FieldType.Integer => ("long?", "Integer"),
                FieldType.Number => ("double?", "Number"),
                FieldType.Boolean => ("bool?", "Boolean"),
                FieldType.Time => ("global::System.DateTimeOffset?", "Time"),
                FieldType.TextList => ("global::System.Collections.Generic.IReadOnlyList<string>?", "TextList"),
                _ => ("global::TgPlatform.Contracts.FieldValue", ""),
            };
            text.Append("public ").Append(type).Append(' ').Append(property).Append(" => item[").Append(Quote(field.Name)).Append(']')
                .Append(reader.Length == 0 ? "" : ".").Append(reader).Append(";\n");
        }

        return text.Append("}\n}\n").ToString();
    }

    // A source may name its fields as it likes: nothing in a name may become code.
    private static string Quote(string name) =>
        "\"" + string.Concat(name.Select(static one => char.IsAsciiLetterOrDigit(one) || one == '_' ? one.ToString() : $"\\u{(int)one:x4}")) + "\"";
}
