using System.Globalization;
using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>A folder with a pipeline that fetches a pattern server's files.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Pipeline => _folder.At("pipeline.yaml");

    public string Downloads => _folder.At("downloads");

    public IReadOnlyList<(long Number, long Length)> Files { get; private init; } = [];

    public static Workbench For(PatternServer server, IReadOnlyList<(long Number, long Length)> files, string more = "")
    {
        var bench = new Workbench { Files = files };
        File.WriteAllLines(bench._folder.At("list.txt"), files.Select(file => $"{server.Url}/{NameOf(file)}"));
        File.WriteAllText(bench.Pipeline, $$"""
            name: bench
            source: { use: http, with: { list: list.txt } }
            sinks: [{ use: filesystem, with: { root: downloads } }]
            {{more}}
            """);
        return bench;
    }

    public static string NameOf((long Number, long Length) file) => string.Create(CultureInfo.InvariantCulture, $"{file.Number}-{file.Length}.bin");

    /// <summary>The files that are missing or not whole, and the ones that should not be there.</summary>
    public IEnumerable<string> Wrong()
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(Downloads, NameOf(file));
            if (!File.Exists(path))
                yield return $"{NameOf(file)} is missing";
            else if (!PatternServer.IsWhole(path, file.Number, file.Length))
                yield return $"{NameOf(file)} is not whole";
        }

        foreach (var other in Visible().Except(Files.Select(NameOf)))
            yield return $"{other} is foreign";
    }

    /// <summary>Names under their final name that are not whole: there must never be one, at no moment.</summary>
    public IEnumerable<string> Half() => Visible().Where(name =>
        Files.FirstOrDefault(file => NameOf(file) == name) is not { Length: > 0 } file || !PatternServer.IsWhole(Path.Combine(Downloads, name), file.Number, file.Length));

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Visible() => Directory.Exists(Downloads)
        ? Directory.EnumerateFiles(Downloads, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Downloads, path)).Where(static name => !name.EndsWith(".part", StringComparison.Ordinal))
        : [];
}
