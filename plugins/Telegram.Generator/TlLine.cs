using System.Globalization;

namespace TgPlatform.Plugins.Telegram.Generator;

/// <summary>One constructor or method: <c>name#id field:type … = ResultType;</c>.</summary>
internal sealed class TlLine
{
    private TlLine(string name, uint id, bool isMethod, List<KeyValuePair<string, TlType>> fields, TlType result)
        => (Name, Id, IsMethod, Fields, Result) = (name, id, isMethod, fields, result);

    public string Name { get; }
    public uint Id { get; }
    public bool IsMethod { get; }
    public List<KeyValuePair<string, TlType>> Fields { get; }
    public TlType Result { get; }

    public static IEnumerable<TlLine> ParseFile(string text)
    {
        var isMethod = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("---", StringComparison.Ordinal)) isMethod = line.Contains("functions");
            else if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)) yield return Parse(line, isMethod);
        }
    }

    private static TlLine Parse(string line, bool isMethod)
    {
        var words = line.TrimEnd(';').Split(' ');
        var head = words[0].Split('#');
        var equals = Array.IndexOf(words, "=");
        var fields = new List<KeyValuePair<string, TlType>>();
        for (var i = 1; i < equals; i++)
        {
            if (words[i][0] == '{') continue;
            var colon = words[i].IndexOf(':');
            fields.Add(new KeyValuePair<string, TlType>(words[i].Substring(0, colon), TlType.Parse(words[i].Substring(colon + 1))));
        }
        var id = uint.Parse(head[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new TlLine(head[0], id, isMethod, fields, TlType.Parse(words[equals + 1]));
    }
}
