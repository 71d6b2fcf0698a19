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

    [Theory]
    [InlineData(HookRole.Filter, "var n = item.Name;\nreturn n.Substring(100).Length > 1;", 2, 1)]
    [InlineData(HookRole.Filter, "\nitem.Name.Substring(100).StartsWith('x')", 2, 1)]
    [InlineData(HookRole.Filter, "\n\n  return item.ChatTitle!.Contains('x');", 3, 3)]
    [InlineData(HookRole.Filter, "bool Wanted(string? chat) => chat!.Contains(\"x\");\nreturn Wanted(null);", 1, 30)]
    [InlineData(HookRole.Filter, "bool Wanted(string? chat)\n{\n    return chat!.Contains(\"x\");\n}\nreturn Wanted(null);", 3, 5)]
    [InlineData(HookRole.Filter, "bool A(string s) { return int.Parse(s) > 1; } bool B() { return A(\"x\"); }\nB()", 1, 20)]
    [InlineData(HookRole.Filter, "bool No() {return false;} bool B() { return int.Parse(\"x\") > 1; }\nNo() || B()", 1, 38)]
    [InlineData(HookRole.Filter, "var two = new[] { \"a\" };\nreturn two.Any(one => one.Substring(3) == \"x\");", 2, 23)]
    [InlineData(HookRole.Filter, "Func<int, bool> odd = n => {if (n > 0) return n / (n - 1) > 1;return true;};\nreturn odd(1);", 1, 40)]
    [InlineData(HookRole.Filter, "\nreturn item.Size > 1 ? throw new ArgumentException(\"no\") : true;", 2, 1)]
    [InlineData(HookRole.Filter, "IEnumerable<int> All()\n{\n    yield return int.Parse(item.Name);\n}\nreturn All().Any();", 3, 5)]
    [InlineData(HookRole.Filter, "void Nothing() {}\nNothing();\nwhile (true) int.Parse(item.Name);", 3, 14)]
    [InlineData(HookRole.Path, "\nreturn item.Name.Substring(100);", 2, 1)]
    [InlineData(HookRole.Path, "\nTruncate(item.Name, 0)", 2, 1)]
    [InlineData(HookRole.Path, "\n$\"{item.Id}/{int.Parse(item.Name)}\"", 2, 1)]
    [InlineData(HookRole.Priority, "\nint.Parse(item.Name)", 2, 1)]
    [InlineData(HookRole.Load, "\n\n double.Parse(item.Name)", 3, 2)]
    public void Script_Failure_NamesTheStatementThatFailed(HookRole role, string code, int line, int column)
    {
        var script = Script("rules.csx", code, role);
        using var hooks = Compile(script);

        Assert.Equal(script.Location with { Line = line, Column = column }, Assert.Throws<HookException>(() => Ask(hooks, role)).Location);
    }

    [Theory]
    [InlineData("var a = 5\nvar b = 6;\nreturn a > b;", "1:10 ; expected (CS1002).")]
    [InlineData("string[] wanted = [\"cats\"]\nbool Wanted(string? chat) => wanted.Contains(chat);\nWanted(item.Chat)", "1:27 ; expected (CS1002).")]
    [InlineData("bool Wanted(string? chat) => chat is not null\nWanted(item.Chat)", "1:46 ; expected (CS1002).")]
    [InlineData("var x = item.Size\nforeach (var a in item.Name) { }\nreturn false;", "1:18 ; expected (CS1002).")]
    [InlineData("var s = \"abc;\nreturn s == item.Name;", "1:9 Newline in constant (CS1010).")]
    [InlineData("if (item.Size > 5 { return true; }\nvar t = item.Tags\nreturn t is null;", "1:19 ) expected (CS1026).", "2:18 ; expected (CS1002).")]
    [InlineData("if (item.Size > 5) { return true;\nreturn false;", "2:14 } expected (CS1513).")]
    [InlineData("return item.Size > ;\nreturn x x;", "1:20 Invalid expression term ';' (CS1525).", "2:10 ; expected (CS1002).")]
    public void Script_SyntaxMistake_IsOneFindingEach(string code, params string[] expected)
    {
        var file = Path.Combine(_folder, "rules.csx");

        Assert.Equal(expected.Select(one => $"{file}:{one.Split(' ', 2)[0]}: error TGP0011: filter: {one.Split(' ', 2)[1]}"), Findings(Script("rules.csx", code)));
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

    private static object? Ask(IPipelineHooks hooks, HookRole role) => role switch
    {
        HookRole.Filter => hooks.Keeps(Cat),
        HookRole.Path => hooks.NameFor(0, Cat),
        HookRole.Priority => hooks.PriorityOf(Cat),
        _ => hooks.LoadOf(Cat),
    };

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
