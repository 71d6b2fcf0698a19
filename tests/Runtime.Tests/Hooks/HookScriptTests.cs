using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tgp-hooks").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Script_UsingsFunctionsAndReturn_Runs()
    {
        using var hooks = Compile(Script("rules.csx", """
            // Only cats.
            using System.Collections;
            using Words = System.Collections.Generic.HashSet<string>;

            var wanted = new Words { "cats" };
            return Wanted(item.Chat);

            bool Wanted(string? chat) => chat is not null && wanted.Contains(chat);
            """));
        Assert.True(hooks.Keeps(Cat));
    }

    [Theory]
    [InlineData("item.Size > 5")]
    [InlineData("using System.Collections;\nvar least = 5;\nitem.Size > least")]
    [InlineData("var least = 5;\nitem.Size > least;\n")]
    public void Script_EndsWithExpression_IsItsResult(string code)
    {
        using var hooks = Compile(Script("rules.csx", code));
        Assert.True(hooks.Keeps(Cat));
    }

    [Fact]
    public void Script_LoadsNeighbours_SeesTheirFunctions()
    {
        Write("deep/base.csx", "using Numbers = System.Collections.Generic.List<int>;\nbool Listed(int n) => new Numbers { 11 }.Contains(n);\n");
        Write("deep/names.csx", "#load \"base.csx\"\nbool Fits(string name) => Listed(name.Length);\n");
        using var hooks = Compile(Script("rules.csx", "#load \"deep/names.csx\"\n#load \"deep/base.csx\"\nFits(item.Name)"));
        Assert.True(hooks.Keeps(Cat));
        Assert.False(hooks.Keeps(Cat with { Name = "x" }));
    }

    [Fact]
    public void Script_NameFromFile_IsText()
    {
        using var hooks = Compile(Script("name.csx", "var folder = item.Kind == Photo ? \"photos\" : \"rest\";\nreturn $\"{folder}/{item.Id}\";", HookRole.Path));
        Assert.Equal("photos/4711", hooks.NameFor(0, Cat));
    }

    [Fact]
    public void Script_ErrorInLoadedFile_PointsThere()
    {
        var loaded = Write("helpers.csx", "// helpers\nbool Odd(long n) => n.Foo();\n");
        var finding = Assert.Single(Findings(Script("rules.csx", "#load \"helpers.csx\"\nreturn Odd(3);")));
        Assert.StartsWith($"{loaded}:2:23: error TGP0011: filter: 'Foo' is not known of n (long).", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_FailureInLoadedFile_PointsThere()
    {
        var loaded = Write("helpers.csx", "\nlong Part(long n) => 1 / n;\n");
        using var hooks = Compile(Script("rules.csx", "#load \"helpers.csx\"\nreturn Part(0) > 1;"));
        Assert.Equal(new SourceLocation(loaded, 2, 22), Assert.Throws<HookException>(() => hooks.Keeps(Cat)).Location);
    }

    [Fact]
    public void Script_LoadsWhatIsNotThere_IsReportedWithAllOtherMistakes()
    {
        var findings = Findings(Script("rules.csx", "using System.Text;\n  #load \"none.csx\"\nreturn item.Nmae == null;"), Name("{item.Nmae}"));
        Assert.Equal(3, findings.Count);
        Assert.Contains(findings, one => one.StartsWith($"{Path.Combine(_folder, "rules.csx")}:2:3: error TGP0012: filter: 'none.csx' cannot be loaded:", StringComparison.Ordinal));
        Assert.Contains(findings, one => one.StartsWith($"{Path.Combine(_folder, "rules.csx")}:3:13: error TGP0011: filter: 'item.Nmae' is not known.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#r \"System.Net.Http.dll\"\nreturn true;", "1:1", "has '#r \"System.Net.Http.dll\"'")]
    [InlineData("var a = 1;\n#load \"x.csx\"\nreturn true;", "2:1", "has '#load \"x.csx\"'")]
    [InlineData("return true;\nclass Helper { }", "2:1", "is not a statement")]
    [InlineData("return true;\n}\nvoid X() {", "2:1", "(CS1022)")]
    [InlineData("#line 5 \"other\"\nreturn true;", "1:1", "has '#line 5 \"other\"'")]
    public void Script_FormItCannotHave_IsRefused(string code, string place, string message)
    {
        var finding = Findings(Script("rules.csx", code))[0];
        Assert.StartsWith($"{Path.Combine(_folder, "rules.csx")}:{place}: error", finding, StringComparison.Ordinal);
        Assert.Contains(message, finding, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private HookText Script(string name, string code, HookRole role = HookRole.Filter) =>
        new(role, null, code, new(Path.Combine(_folder, name), 1, 1), 0, true, role == HookRole.Path ? "path" : "filter");
}
