using System.Text;

namespace TgPlatform.Plugins.Telegram.Generator;

/// <summary>From names of the schema to names of C#: <c>messages.getHistory</c> to <c>MessagesGetHistory</c>.</summary>
internal static class TlNames
{
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (c is '.' or '_') { upper = true; continue; }
            text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }
        return text.ToString();
    }

    public static string Property(string field, string owner)
    {
        var name = Pascal(field);
        return name == owner ? name + "Value" : name;
    }

    public static string Hex(uint id) => "0x" + id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
