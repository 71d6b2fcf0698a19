using System.Text.Json;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Hooks.Help;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Plugins;

/// <summary>What hooks may use of a source's items, as text or JSON.</summary>
internal static class FieldsText
{
    /// <summary>For people: the members of every item, then the source's own.</summary>
    public static IEnumerable<string> Lines(SourceOffer source)
    {
        yield return "of every item:";
        foreach (var line in TextTable.Lines([.. HookHelp.ItemMembers.Select(static one => Row(one))]))
            yield return line;
        yield return "";
        yield return $"of items of {source.Name}:";
        foreach (var line in TextTable.Lines([.. Own(source).Select(static one => new[] { $"  {one.Hook}", one.Type, $"{one.Description} For instance {one.Example}" })]))
            yield return line;
        if (source.Fields.Count == 0)
            yield return "  nothing more is announced";
        yield return "";
        yield return "Any other field an item carries is read by its name: item[\"name\"]. 'tgp plan FILE --explain ITEM' shows the values of one.";
    }

    /// <summary>For programs.</summary>
    public static void Write(Utf8JsonWriter writer, SourceOffer source)
    {
        writer.WriteStartObject();
        writer.WriteString("source", source.Name);
        writer.WriteStartArray("members");
        foreach (var one in HookHelp.ItemMembers)
            Write(writer, Row(one)[0].Trim(), one.Signature, one.Summary, null);
        writer.WriteEndArray();
        writer.WriteStartArray("fields");
        foreach (var (hook, type, description, example) in Own(source))
            Write(writer, hook, type, description, example);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string hook, string type, string description, string? example)
    {
        writer.WriteStartObject();
        writer.WriteString("hook", hook);
        writer.WriteString("type", type);
        writer.WriteString("description", description);
        if (example is not null)
            writer.WriteString("example", example);
        writer.WriteEndObject();
    }

    // A method's signature says how it is written, a property's only its type.
    private static string[] Row(HookMember member) => member.Signature.Split(" → ") is [var written, var type]
        ? [$"  {written}", type, member.Summary]
        : [$"  item.{member.Name}", member.Signature, member.Summary];

    private static IEnumerable<(string Hook, string Type, string Description, string Example)> Own(SourceOffer source)
    {
        var properties = FieldNames.ByProperty(source.Fields).ToDictionary(static pair => pair.Value, static pair => pair.Key);
        return source.Fields.Select(field => (properties.TryGetValue(field, out var property) ? $"item.{property}" : $"item[\"{field.Name}\"]", OptionNames.Of(field.Type.ToString()).Replace('_', ' '), field.Description, field.Example));
    }
}
