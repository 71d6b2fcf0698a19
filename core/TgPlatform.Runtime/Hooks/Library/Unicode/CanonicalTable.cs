using System.Globalization;

namespace TgPlatform.Runtime.Hooks.Library.Unicode;

/// <summary>What <c>canonical.txt</c> says: how characters come apart and together, and in which order marks stand.</summary>
internal sealed class CanonicalTable
{
    private readonly Dictionary<int, (int First, int Second)> _parts = [];
    private readonly Dictionary<(int, int), int> _joined = [];
    private readonly Dictionary<int, int> _classes = [];

    public static CanonicalTable Read()
    {
        var table = new CanonicalTable();
        using var reader = new StreamReader(typeof(CanonicalTable).Assembly.GetManifestResourceStream("TgPlatform.canonical.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                table.Add(line);
        }

        return table;
    }

    public (int First, int Second)? PartsOf(int point) => _parts.TryGetValue(point, out var parts) ? parts : null;

    public int? JoinedOf(int first, int second) => _joined.TryGetValue((first, second), out var joined) ? joined : null;

    /// <summary>The combining class: 0 for what stands by itself.</summary>
    public int ClassOf(int point) => _classes.GetValueOrDefault(point);

    private void Add(string line)
    {
        var end = line.AsSpan().IndexOfAny(' ', '=', '@');
        var point = Hex(line.AsSpan(0, end));
        var rest = line.AsSpan(end + 1);
        if (line[end] == '@')
        {
            _classes[point] = int.Parse(rest, CultureInfo.InvariantCulture);
            return;
        }

        var gap = rest.IndexOf(' ');
        var parts = gap < 0 ? (Hex(rest), 0) : (Hex(rest[..gap]), Hex(rest[(gap + 1)..]));
        _parts[point] = parts;
        if (line[end] == ' ')
            _joined[parts] = point;
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
