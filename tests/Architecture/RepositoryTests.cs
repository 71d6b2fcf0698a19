using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TgPlatform.Architecture;

/// <summary>The repository is laid out, referenced and sized as core/README.md says.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] TopLevel = ["core", "plugins", "tests", "perf", "pipelines", "TgPlatform.sln", "README.md", "Directory.Build.targets"];

    public static TheoryData<string> Projects() => [.. Repository.Files("*.csproj")];

    public static TheoryData<string> SourceFiles() => [.. Repository.Files("*.cs")];

    [Fact]
    public void TopLevel_HoldsWhatTheReadmeSays()
    {
        var found = Repository.TrackedTopLevel().Where(static name => !name.StartsWith('.'));

        Assert.Equal(TopLevel.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_HoldsNoVersionAndIsShort(string project)
    {
        var text = File.ReadAllText(Repository.At(project));

        Assert.DoesNotContain("Version=\"", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 1, 40);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesAsDrawn(string project)
    {
        var own = Repository.FolderOf(project);
        var seen = XDocument.Load(Repository.At(project)).Descendants("ProjectReference")
            .Where(static reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false" && (string?)reference.Attribute("OutputItemType") != "Analyzer")
            .Select(reference => Repository.Relative(Path.Combine(Path.GetDirectoryName(Repository.At(project))!, ((string)reference.Attribute("Include")!).Replace('\\', '/'))));

        Assert.All(seen, referenced => Assert.True(IsAllowed(own, project, referenced), $"{project} must not reference {referenced}"));
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void SourceFile_IsNoLongerThan300Lines(string file) => Assert.InRange(File.ReadLines(Repository.At(file)).Count(), 1, 300);

    [Fact]
    public void CoreReadme_NamesOnlyFoldersThatExist()
    {
        var named = FolderName().Matches(File.ReadAllText(Repository.At("core/README.md"))).Select(static match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, static folder => Assert.True(Directory.Exists(Repository.At(folder)), $"core/README.md names {folder}, which is not there"));
    }

    [Fact]
    public void CoreReadme_NamesEveryFolderOfTheRuntime()
    {
        var text = File.ReadAllText(Repository.At("core/README.md"));
        var folders = Repository.Files("*.cs").Where(static file => file.StartsWith("core/TgPlatform.Runtime/", StringComparison.Ordinal))
            .Select(static file => file.Split('/')[2]).Where(static name => !name.EndsWith(".cs", StringComparison.Ordinal)).Distinct();

        Assert.All(folders, folder => Assert.Contains($"{folder}/", text, StringComparison.Ordinal));
    }

    /// <summary>plugins → Contracts ← Runtime ← Cli; tests and benchmarks may look at anything.</summary>
    private static bool IsAllowed(string folder, string project, string referenced) => folder switch
    {
        "tests" or "perf" => true,
        "plugins" => referenced == "core/TgPlatform.Contracts/TgPlatform.Contracts.csproj",
        _ when project.Contains("Contracts", StringComparison.Ordinal) => false,
        _ when project.Contains("Runtime", StringComparison.Ordinal) => referenced.EndsWith("TgPlatform.Contracts.csproj", StringComparison.Ordinal),
        _ => referenced.StartsWith("core/", StringComparison.Ordinal),
    };

    [GeneratedRegex(@"`((?:core|plugins|tests|perf|pipelines)/[A-Za-z0-9./]*?)/?`")]
    private static partial Regex FolderName();
}
