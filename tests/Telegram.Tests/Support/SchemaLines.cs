using System.Globalization;
using System.Text.RegularExpressions;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

internal sealed record SchemaField(string Name, string Type, string? Flags, int Bit);

internal sealed record SchemaLine(string Text, string Name, uint Id, SchemaField[] Fields, string Result, bool IsMethod);

/// <summary>The schema files read afresh by the tests, apart from the generator's reader.</summary>
internal static partial class SchemaLines
{
    public static readonly SchemaLine[] Api = Read("api.tl");
    public static readonly SchemaLine[] Protocol = Read("mtproto.tl");

    private static SchemaLine[] Read(string file)
    {
        var lines = new List<SchemaLine>();
        var isMethod = false;
        foreach (var text in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Schema", file)))
        {
            if (text.StartsWith("---", StringComparison.Ordinal)) isMethod = text == "---functions---";
            if (LineShape().Match(text) is not { Success: true } match) continue;
            var fields = FieldShape().Matches(match.Groups["fields"].Value)
                .Select(f => new SchemaField(f.Groups["name"].Value, f.Groups["type"].Value, f.Groups["flags"].Success ? f.Groups["flags"].Value : null, f.Groups["bit"].Success ? int.Parse(f.Groups["bit"].Value, CultureInfo.InvariantCulture) : 0));
            lines.Add(new SchemaLine(text, match.Groups["name"].Value, uint.Parse(match.Groups["id"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), [.. fields], match.Groups["result"].Value, isMethod));
        }
        return [.. lines];
    }

    [GeneratedRegex(@"^(?<name>[\w.]+)#(?<id>[0-9a-f]{8})(?<fields>( [^=]+)?) = (?<result>[^;]+);$")]
    private static partial Regex LineShape();

    [GeneratedRegex(@" (?<name>\w+):((?<flags>\w+)\.(?<bit>\d+)\?)?(?<type>\S+)")]
    private static partial Regex FieldShape();
}
