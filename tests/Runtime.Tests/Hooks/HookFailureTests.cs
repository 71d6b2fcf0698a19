using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookFailureTests
{
    [Theory]
    [InlineData("while (true) ;")]
    [InlineData("while (true) { }")]
    [InlineData("do { } while (true);")]
    [InlineData("for (;;) item.Id.Trim();")]
    [InlineData("again: goto again;")]
    [InlineData("while (true) { try { while (true) { } } catch { } }")]
    [InlineData("IEnumerable<int> All() { while (true) yield return 1; }\nforeach (var one in All()) { }\nreturn true;")]
    [InlineData("int Next(int n) => n < 2 ? n : Next(n - 1) + Next(n - 2);\nreturn Next(60) > 0;")]
    [InlineData("Func<int, int> next = null!;\nnext = n => n < 2 ? n : next(n - 1) + next(n - 2);\nreturn next(60) > 0;")]
    [InlineData("Action<int> next = null!;\nnext = n => next2(n);\nvoid next2(int n) { if (n > 0) { next(n - 1); next(n - 1); } }\nnext(60);\nreturn true;")]
    [InlineData("switch (1) { case 1: goto case 2; case 2: goto case 1; }\nreturn true;")]
    public void Run_NeverEnding_IsStoppedAndChargedToItem(string code)
    {
        using var hooks = Compile(Filter(code.Contains("return", StringComparison.Ordinal) ? code : code + "\nreturn true;"));
        var failure = Assert.Throws<HookException>(() => hooks.Keeps(Cat));
        Assert.Contains("a loop seems never to end", failure.Message, StringComparison.Ordinal);
        Assert.Equal((FailureKind.Poison, "filter", "pipe.yaml"), (failure.Kind, failure.Hook, failure.Location.File));
        Assert.InRange(failure.Location.Line, 3, 8);
    }

    [Theory]
    [InlineData("int Deep(int n) => 1 + Deep(n + 1);\nreturn Deep(0) > 0;")]
    [InlineData("bool Deep() { return Deep() ^ true; }\nreturn Deep();")]
    [InlineData("Func<int, int> deep = null!;\ndeep = n => 1 + deep(n);\nreturn deep(0) > 0;")]
    public void Run_RecursesForEver_IsStoppedBeforeTheStackEnds(string code)
    {
        using var hooks = Compile(Filter(code));
        Assert.Contains("never to end", Assert.Throws<HookException>(() => hooks.Keeps(Cat)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Throws_NamesLineAndColumnInFile()
    {
        using var hooks = Compile(Filter("var a = 0;\nif (item.Id == \"4711\")\n    a = 1 / a;\nreturn a == 0;", line: 20, column: 3, indent: 2));
        var failure = Assert.Throws<HookException>(() => hooks.Keeps(Cat));
        Assert.Equal(new SourceLocation("pipe.yaml", 22, 7), failure.Location);
        Assert.StartsWith("pipe.yaml:22:7 filter: DivideByZeroException:", failure.Message, StringComparison.Ordinal);
        Assert.True(hooks.Keeps(Cat with { Id = "4712" }));
    }

    [Fact]
    public void Run_ThrowsInsideLoopAndLocalFunction_NamesInnermostLine()
    {
        using var hooks = Compile(Filter("int Half(int n)\n{\n    return 1 / n;\n}\nfor (var i = 1; i >= 0; i--) Half(i);\nreturn true;"));
        var failure = Assert.Throws<HookException>(() => hooks.Keeps(Cat));
        Assert.Equal(new SourceLocation("pipe.yaml", 5, 5), failure.Location);
        Assert.Contains("pipe.yaml:line 7", failure.InnerException!.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UsesMissingValue_SaysHowToGuard()
    {
        using var hooks = Compile(Name("{item.ChatTitle.ToUpperInvariant()}"));
        var failure = Assert.Throws<HookException>(() => hooks.NameFor(0, Cat));
        Assert.Contains("Or(value, \"fallback\")", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, failure.Location.Line);
    }

    [Fact]
    public void Run_LongButEndingLoop_Passes() => Assert.True(Keeps("var n = 0; while (n < 900_000) n++; return n > 0;"));

    [Fact]
    public void Run_ManyItems_EachHasItsOwnBudget()
    {
        using var hooks = Compile(Filter("for (var n = 0; n < 600_000; n++) ; return true;"));
        Assert.True(hooks.Keeps(Cat) && hooks.Keeps(Cat) && hooks.Keeps(Cat));
    }
}
