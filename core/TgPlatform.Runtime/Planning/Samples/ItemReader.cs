using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Planning.Samples;

/// <summary>Makes items of their keys. Fields the source announces get its types; of others the way they are written decides.</summary>
/// <param name="announced">The fields the source announces.</param>
/// <param name="binder">Binds the keys.</param>
/// <param name="found">Takes what is wrong.</param>
internal sealed class ItemReader(IReadOnlyList<FieldDefinition> announced, OptionsBinder binder, DiagnosticBag found)
{
    private const string TimeKey = "time";

    /// <summary>Reads an item and its group's name; null after a finding.</summary>
    public (Item Item, string? Group)? Read(YamlNode node, string path)
    {
        var before = found.ErrorCount;
        var keys = (ItemDocument)binder.Bind(OptionModel.For(typeof(ItemDocument)), node, node.Location, path);
        var fields = FieldsOf(keys.Fields, OptionPath.Join(path, "fields"));
        if (found.ErrorCount != before)
            return null;
        return (new()
        {
            Id = keys.Id ?? keys.Name,
            Name = keys.Name,
            Kind = keys.Kind,
            Size = keys.Size?.Bytes,
            Date = keys.Date,
            HasContent = keys.HasContent,
            Version = keys.Version,
            Lane = keys.Lane,
            RecordType = keys.RecordType,
            Fields = fields,
        }, keys.Group);
    }

    private Fields FieldsOf(YamlNode? node, string path)
    {
        if (node is YamlMapping mapping)
            return new(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ValueOf(entry, path))));
        if (node is not (null or YamlScalar { IsNull: true }))
            found.Error(DiagnosticCodes.WrongType, node.Location, path, "This takes values by name. Write { chat: news, views: 12 }.");
        return Fields.Empty;
    }

    private FieldValue ValueOf(YamlEntry entry, string path)
    {
        var type = announced.FirstOrDefault(one => one.Name.Equals(entry.Key.Text, StringComparison.OrdinalIgnoreCase))?.Type ?? FieldType.None;
        if (entry.Value is YamlScalar { IsNull: true })
            return FieldValue.None;
        FieldValue? value = entry.Value switch
        {
            YamlSequence { Items: var texts } when type is FieldType.None or FieldType.TextList && texts.All(static text => text is YamlScalar) => texts.Select(static text => ((YamlScalar)text).Text).ToArray(),
            YamlMapping { Entries: [{ Key.Text: TimeKey, Value: YamlScalar time }] } when type is FieldType.None or FieldType.Time => Of(time.Text, FieldType.Time),
            YamlScalar scalar => Of(scalar.Text, type != FieldType.None ? type : scalar.Style == ScalarStyle.Plain ? Guess(scalar.Text) : FieldType.Text),
            _ => null,
        };
        if (value is null)
            found.Error(DiagnosticCodes.WrongType, entry.Value.Location, OptionPath.Join(path, entry.Key.Text), type == FieldType.None ? "no field can have such a value. Write a text, a number, true, false, a list of texts, or { time: 2026-01-31T12:00:00Z }." : $"the source announces a field of type {OptionNames.Of(type.ToString()).Replace('_', ' ')}. Write a value of that type.");
        return value ?? FieldValue.None;
    }

    private static FieldType Guess(string text) =>
        bool.TryParse(text, out _) ? FieldType.Boolean
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? FieldType.Integer
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? FieldType.Number
        : FieldType.Text;

    private static FieldValue? Of(string text, FieldType type) => type switch
    {
        FieldType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        FieldType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        FieldType.Boolean => bool.TryParse(text, out var flag) ? flag : null,
        FieldType.Time => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
        FieldType.TextList => new[] { text },
        _ => text,
    };
}
