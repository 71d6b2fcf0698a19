using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>What every hook of a pipeline sees without asking: the usual namespaces, the hook library, and the source's fields as properties of the item.</summary>
internal static class HookPrelude
{
    private const string Imports = """
        global using System;
        global using System.Collections.Generic;
        global using System.Globalization;
        global using System.Linq;
        global using System.Text;
        global using System.Text.RegularExpressions;
        global using TgPlatform.Runtime.Hooks.Library;
        global using static TgPlatform.Contracts.ItemKind;
        global using static TgPlatform.Runtime.Hooks.Library.NamePreset;
        global using static TgPlatform.Runtime.Hooks.Library.HookLibrary;
        public static class Fields
        {
        extension(global::TgPlatform.Runtime.Hooks.HookItem item)
        {

        """;

    public static string Write(IEnumerable<FieldDefinition> fields)
    {
        var text = new StringBuilder(Imports);
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
