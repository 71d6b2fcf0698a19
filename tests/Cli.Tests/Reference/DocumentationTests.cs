using System.CommandLine;
using System.Text.RegularExpressions;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Tests.Reference;

/// <summary>
/// What the pages of the repository tell a person to type works. C# of plugins and hooks is compiled beside its own tests; the pipelines that
/// commands name are run in EndToEnd.
/// </summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Languages = ["sh", "yaml", "json", "xml", "csharp", "cs", "tl", "text"];

    private static readonly Lazy<RootCommand> Root = new(ReferencePages.CommandLine);

    private static readonly Lazy<IReadOnlyList<(string File, string Language, string Code)>> AllBlocks = new(static () =>
        [.. Pages().SelectMany(static file => Block().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")).Select(match => (Path.GetRelativePath(FileCopies.Repository, file), match.Groups["language"].Value, match.Groups["code"].Value)))]);

    public static TheoryData<string> CommandLines =>
    [
        .. AllBlocks.Value.Where(static one => one.Language == "sh").SelectMany(static one => one.Code.Split('\n'))
            .Concat(ReferencePages.Leaves(Root.Value).OfType<ExampleCommand>().SelectMany(static one => one.Examples))
            .Concat(Directory.GetFiles(Path.Combine(FileCopies.Repository, "pipelines"), "*.yaml").SelectMany(File.ReadLines).Where(static line => line.StartsWith("#   tgp ", StringComparison.Ordinal)).Select(static line => line.TrimStart('#', ' ')))
            .Select(CommandOf).OfType<string>().Distinct(),
    ];

    public static TheoryData<string, string> Pipelines
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (file, _, code) in AllBlocks.Value.Where(static one => one.Language == "yaml" && one.Code.Contains("\nsinks:", StringComparison.Ordinal)))
                data.Add(file, code);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void CommandLine_InTheDocumentation_IsUnderstood(string line)
    {
        // What the shell does with the rest of the line is not tgp's.
        var parsed = Root.Value.Parse(Words().Matches(line.Split('>', '<', '|', '&')[0]).Skip(1).Select(static word => word.Value.Trim('\'', '"')).ToArray());

        Assert.True(parsed.Errors.Count == 0 && parsed.UnmatchedTokens.Count == 0, $"{line}: {string.Join(" ", parsed.Errors.Select(static one => one.Message))}");
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Pipeline_InTheDocumentation_HasNoMistakes(string file, string code)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("tgp-documentation-").FullName, "p.yaml");
        File.WriteAllText(path, code);

        var linted = new PipelineLinter(new PluginCatalog([FileCopies.Plugins]), new HookCompiler(null)).Check(path, new() { Variables = new Dictionary<string, string> { ["SANDBOX_HTTP"] = "http://127.0.0.1:1" } });

        Assert.True(linted.Definition is not null, $"{file}: {string.Join('\n', linted.Diagnostics)}");
        linted.Hooks?.Dispose();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Blocks_AreOfKindsThatAreTested() => Assert.All(AllBlocks.Value, static one => Assert.True(Languages.Contains(one.Language), $"{one.File} has a block of '{one.Language}': test it, and name it here."));

    [Fact]
    public void Blocks_AreFound()
    {
        Assert.NotEmpty(Pipelines);
        Assert.InRange(CommandLines.Count, 20, int.MaxValue);
    }

    private static IEnumerable<string> Pages() => Directory.GetFiles(FileCopies.Repository, "*.md", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    // A command as it is typed from an installed tool, or from the repository.
    private static string? CommandOf(string line)
    {
        line = line.Trim();
        if (line.StartsWith("dotnet run --project core/TgPlatform.Cli", StringComparison.Ordinal) && line.Split(" -- ") is [_, var rest])
            return $"tgp {rest}";
        return line.StartsWith("tgp ", StringComparison.Ordinal) ? line : line.Contains("| tgp ", StringComparison.Ordinal) ? line[(line.IndexOf("| tgp ", StringComparison.Ordinal) + 2)..] : null;
    }

    [GeneratedRegex("^```(?<language>[a-z]+)[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"|[^\\s]+")]
    private static partial Regex Words();
}
