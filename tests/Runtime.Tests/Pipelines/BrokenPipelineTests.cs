using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Pipelines;

/// <summary>
/// Every case in <c>broken/*.cases</c>: a title after <c>===</c>, a pipeline file, and after <c>&gt;</c> the beginning of each finding, all of
/// them, in order. <c>⇥</c> stands for a tab.
/// </summary>
public sealed class BrokenPipelineTests : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Pipelines", "broken");

    private readonly TempFolder _folder = new();

    public static IEnumerable<object[]> Titles => Cases().Select(static one => new object[] { one.File, one.Title });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Titles))]
    public void Check_BrokenFile_ReportsEveryMistakeInItsPlace(string file, string title)
    {
        var (_, _, yaml, expected) = Cases().Single(one => one.File == file && one.Title == title);
        foreach (var beside in Directory.EnumerateFiles(Folder).Where(static path => !path.EndsWith(".cases", StringComparison.Ordinal)))
            File.Copy(beside, _folder.At(Path.GetFileName(beside)));
        File.WriteAllText(_folder.At("p.yaml"), yaml);
        var inputs = new PipelineInputs
        {
            Variables = new Dictionary<string, string> { ["TOKEN"] = "t0ken" },
            Environment = new Dictionary<string, string> { ["BIG"] = "987654", ["EMPTY"] = "", ["LIST"] = "[http://a]", ["INJECTION"] = "things\nsinks: []" },
        };

        var pipeline = new PipelineLinter(new FakeCatalog(), new HookCompiler(null)).Check(_folder.At("p.yaml"), inputs);

        var found = pipeline.Diagnostics.Select(one => one.ToString().Replace(_folder.At("p.yaml") + ":", "", StringComparison.Ordinal).Replace(_folder.Root + "/", "", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, expected.Zip(found, static (want, have) => have.StartsWith(want, StringComparison.Ordinal) ? want : have).Concat(found.Skip(expected.Length)));
        Assert.Equal(pipeline.Diagnostics.All(static one => one.Severity == Runtime.Diagnostics.Severity.Warning), pipeline.Definition is not null);
        pipeline.Hooks?.Dispose();
    }

    [Fact]
    public void Cases_AreMany() => Assert.InRange(Cases().Count(), 180, int.MaxValue);

    internal static IEnumerable<(string File, string Title, string Yaml, string[] Expected)> Cases() =>
        from file in Directory.EnumerateFiles(Folder, "*.cases").Order(StringComparer.Ordinal)
        from text in ("\n" + File.ReadAllText(file)).Split("\n=== ", StringSplitOptions.RemoveEmptyEntries)
        let lines = text.TrimEnd('\n').Split('\n')
        let yaml = lines.Skip(1).Where(static line => !line.StartsWith("> ", StringComparison.Ordinal))
        select (Path.GetFileName(file), lines[0], string.Concat(yaml.Select(static line => line.Replace('⇥', '\t') + "\n")),
            lines.Where(static line => line.StartsWith("> ", StringComparison.Ordinal)).Select(static line => line[2..]).ToArray());
}
