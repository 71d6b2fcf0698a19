using System.Text.RegularExpressions;
using TgPlatform.Runtime.Hooks;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed partial class HookReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root(), "core/TgPlatform.Runtime/Hooks/README.md"));

    [Fact]
    public void Readme_EveryLineOfCode_Compiles()
    {
        var blocks = Block().Matches(Readme).ToLookup(static match => match.Groups["kind"].Value, static match => match.Groups["code"].Value);
        HookText[] hooks =
        [
            .. blocks["filter"].SelectMany(Lines).Select(static line => Filter(line)),
            .. blocks["path"].SelectMany(Lines).Select(static line => Name(line)),
            .. blocks["script"].Select(static code => Filter(code) with { IsScript = true }),
            .. blocks["strategy"].Select(static code => Filter(code) with { IsScript = true, Role = HookRole.Strategy }),
        ];
        Assert.Equal(13, hooks.Length);
        Assert.Empty(Findings(hooks));
    }

    private static string[] Lines(string code) => code.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TgPlatform.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return folder;
    }

    [GeneratedRegex("```cs (?<kind>\\w+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
