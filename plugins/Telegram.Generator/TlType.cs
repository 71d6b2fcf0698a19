namespace TgPlatform.Plugins.Telegram.Generator;

/// <summary>The type of a field or of a method's result, as a line of the schema spells it: <c>flags2.3?Vector&lt;long&gt;</c>.</summary>
internal sealed class TlType
{
    public string Name { get; private set; } = "";
    public bool IsVector { get; private set; }
    public bool IsBareVector { get; private set; }
    /// <summary>The flags field this one depends on, or empty.</summary>
    public string FlagsField { get; private set; } = "";
    public int Bit { get; private set; }

    public bool IsConditional => FlagsField.Length > 0;
    public bool IsFlags => Name == "#";
    public bool IsTrue => Name == "true";
    public bool IsAnything => Name is "Object" or "X" or "!X";

    public static TlType Parse(string text)
    {
        var type = new TlType();
        var question = text.IndexOf('?');
        if (question >= 0)
        {
            var dot = text.IndexOf('.');
            type.FlagsField = text.Substring(0, dot);
            type.Bit = int.Parse(text.Substring(dot + 1, question - dot - 1), System.Globalization.CultureInfo.InvariantCulture);
            text = text.Substring(question + 1);
        }
        if (text.StartsWith("vector<", StringComparison.OrdinalIgnoreCase))
        {
            type.IsVector = true;
            type.IsBareVector = text[0] == 'v';
            text = text.Substring(7, text.Length - 8);
        }
        type.Name = text;
        return type;
    }
}
