using System.Text;

namespace TgPlatform.Plugins.Telegram.Generator;

/// <summary>Writes properties, readers and writers of the fields of one line.</summary>
internal static class FieldEmitter
{
    public static void Properties(StringBuilder text, TlSchema schema, TlLine line, string owner, bool required)
    {
        foreach (var field in line.Fields)
        {
            var type = field.Value;
            if (type.IsFlags || !Has(schema, type)) continue;
            var cs = CsType(schema, type);
            var optional = type.IsConditional && !type.IsTrue;
            var initial = optional || type.IsTrue ? "" : type.IsVector ? " = [];" : type.Name is "string" ? " = \"\";" : type.Name is "bytes" or "int256" ? " = [];" : schema.IsTyped(type) && TlSchema.IsPlain(type) ? "" : " = null!;";
            var must = required && initial == " = null!;" ? "required " : "";
            text.Append($"    public {must}{cs}{(optional ? "?" : "")} {TlNames.Property(field.Key, owner)} {{ get; set; }}{(must.Length > 0 ? "" : initial)}\n");
        }
    }

    public static void Reads(StringBuilder text, TlSchema schema, TlLine line, string owner)
    {
        foreach (var field in line.Fields)
        {
            var type = field.Value;
            var target = "o." + TlNames.Property(field.Key, owner);
            if (type.IsFlags) text.Append($"        var {field.Key} = r.ReadUInt32();\n");
            else if (type.IsTrue) text.Append($"        {target} = ({type.FlagsField} & {1u << type.Bit}u) != 0;\n");
            else
            {
                var condition = type.IsConditional ? $"if (({type.FlagsField} & {1u << type.Bit}u) != 0) " : "";
                text.Append(Has(schema, type)
                    ? $"        {condition}{target} = {ReadExpression(schema, type)};\n"
                    : $"        {condition}r.{(type.IsVector ? "SkipVector" : "Skip")}({schema.TypeIndex(type.Name)});\n");
            }
        }
    }

    public static void Writes(StringBuilder text, TlSchema schema, TlLine line, string owner)
    {
        text.Append($"        w.WriteUInt32({TlNames.Hex(line.Id)});\n");
        foreach (var field in line.Fields)
        {
            var type = field.Value;
            var source = TlNames.Property(field.Key, owner);
            if (type.IsFlags)
            {
                var bits = line.Fields.Where(f => f.Value.FlagsField == field.Key && Has(schema, f.Value))
                    .Select(f => $"({TlNames.Property(f.Key, owner)}{(f.Value.IsTrue ? "" : " is not null")} ? {1u << f.Value.Bit}u : 0u)");
                text.Append($"        var {field.Key} = {string.Join(" | ", bits.DefaultIfEmpty("0u"))};\n        w.WriteUInt32({field.Key});\n");
            }
            else if (!type.IsTrue && Has(schema, type))
            {
                var condition = type.IsConditional ? $"if (({type.FlagsField} & {1u << type.Bit}u) != 0) " : "";
                var value = !type.IsConditional ? source : IsValue(type) ? source + ".GetValueOrDefault()" : source + "!";
                text.Append($"        {condition}{WriteStatement(type, value)}\n");
            }
        }
    }

    public static string CsType(TlSchema schema, TlType type)
    {
        var element = type.Name switch
        {
            "int" => "int", "long" => "long", "double" => "double", "string" => "string", "bytes" => "byte[]",
            "int128" => "System.Int128", "int256" => "byte[]", "Bool" or "true" => "bool", "!X" => "ITlRequest",
            _ => schema.Bare(type) is { } bare ? TlNames.Pascal(bare.Name) : schema.ClassOf(type.Name),
        };
        return type.IsVector ? element + "[]" : element;
    }

    public static string ReadExpression(TlSchema schema, TlType type)
    {
        if (!type.IsVector) return Reader(schema, type) is { } method && method.StartsWith("r.", StringComparison.Ordinal) ? method + "()" : Reader(schema, type) + "(ref r)";
        var element = Reader(schema, type);
        var function = element.StartsWith("r.", StringComparison.Ordinal) ? $"static (ref TlReader r) => {element}()" : element;
        return $"r.{(type.IsBareVector ? "ReadBareVector" : "ReadVector")}({function})";
    }

    public static bool Has(TlSchema schema, TlType type) => type.Name == "!X" || schema.IsTyped(type);

    private static bool IsValue(TlType type) => !type.IsVector && type.Name is "int" or "long" or "double" or "int128" or "Bool";

    private static string Reader(TlSchema schema, TlType type) => type.Name switch
    {
        "int" => "r.ReadInt32", "long" => "r.ReadInt64", "double" => "r.ReadDouble", "string" => "r.ReadString", "bytes" => "r.ReadBytes",
        "int128" => "r.ReadInt128", "int256" => "r.ReadInt256", "Bool" => "r.ReadBool",
        // Qualified, since a property may have the name of its type.
        _ => "Schema." + (schema.Bare(type) is { } bare ? TlNames.Pascal(bare.Name) + ".ReadBody" : schema.ClassOf(type.Name) + ".Read"),
    };

    private static string WriteStatement(TlType type, string value)
    {
        var element = type.IsVector ? "item" : value;
        var statement = type.Name switch
        {
            "int" => $"w.WriteInt32({element});", "long" => $"w.WriteInt64({element});", "double" => $"w.WriteDouble({element});",
            "string" => $"w.WriteString({element});", "bytes" => $"w.WriteBytes({element});", "int128" => $"w.WriteInt128({element});",
            "int256" => $"w.WriteRaw({element});", "Bool" => $"w.WriteBool({element});", _ => $"{element}.Write(w);",
        };
        return type.IsVector ? $"{{ w.WriteVector({value}.Length); foreach (var item in {value}) {statement} }}" : statement;
    }
}
