using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning.Samples;
using TgPlatform.Runtime.Testing;

namespace TgPlatform.Cli.Tests.Reference;

/// <summary>The reference in the repository is the one the code gives.</summary>
public sealed class ReferenceTests
{
    private static readonly string Folder = Path.Combine(FileCopies.Repository, "core", "reference");

    public static TheoryData<string> Pages => [.. ReferencePages.All.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_IsWhatTheCodeGives(string page)
    {
        var text = ReferencePages.All[page]().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("TGP_APPROVE") == "1")
            File.WriteAllText(Path.Combine(Folder, page), text);

        Assert.True(File.ReadAllText(Path.Combine(Folder, page)) == text, $"core/reference/{page} is stale. Run 'TGP_APPROVE=1 dotnet test tests/Cli.Tests --filter Reference' and commit the difference.");
    }

    [Fact]
    public void Commands_OptionThatIsHidden_IsNotListed() => Assert.DoesNotContain("--workspace", ReferencePages.All["commands.md"](), StringComparison.Ordinal);

    [Fact]
    public void Folder_HoldsThesePagesAndNoOthers() =>
        Assert.Equal(ReferencePages.All.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(static file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(PipelineDocument))]
    [InlineData(typeof(TestFileDocument))]
    [InlineData(typeof(TestDocument))]
    [InlineData(typeof(ItemDocument))]
    public void Options_AreAllDescribed(Type document) =>
        Assert.All(OptionModel.For(document).Options, static option => Assert.NotEqual("", option.Description));

    [Fact]
    public void Hooks_EveryMemberAndFunctionIsDescribed() =>
        Assert.All(Runtime.Hooks.Help.HookHelp.ItemMembers.Concat(Runtime.Hooks.Help.HookHelp.Functions).Concat(Runtime.Hooks.Help.HookHelp.Names), static one => Assert.True(one.Summary.Length > 0, $"{one.Name} has no summary"));
}
