using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Testing;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public class ScriptStrategyTests
{
    [Theory]
    [InlineData("for (var g = 0; g < assignment.Groups.Count; g++)\n    assignment.Give(g, g % assignment.Lanes.Count);", "0 1 0")]
    [InlineData("foreach (var g in Enumerable.Range(0, assignment.Groups.Count)) assignment.Give(g, assignment.Groups[g].Items[0].Kind == Video ? 1 : 0);", "0 0 1")]
    [InlineData("assignment.Give(1, 1)", "- 1 -")]
    public void Assign_Script_GivesAsItSays(string code, string expected)
    {
        using var hooks = Compile(Script(code));
        var assignment = ThreeGroups();

        hooks.Strategy!.Assign(assignment);

        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, 3).Select(group => assignment.LaneOf(group)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")));
    }

    [Theory]
    [InlineData("var x = 1;\nassignment.Give(7, x);", "spread.csx:2:", "ArgumentOutOfRangeException")]
    [InlineData("while (true) { }", "spread.csx:1:", "a loop seems never to end")]
    public void Assign_ScriptThatFails_NamesTheLine(string code, string place, string reason)
    {
        using var hooks = Compile(Script(code));

        var failure = Assert.Throws<HookException>(() => hooks.Strategy!.Assign(ThreeGroups()));

        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assignement.Give(0, 0)", "Did you mean 'assignment'?")]
    [InlineData("assignment.Gave(0, 0)", "'Gave' is not known of assignment (Assignment). Did you mean 'Give'?")]
    [InlineData("File.Delete(\"x\")", "File")]
    public void Compile_WrongScript_SaysWhatIsWrong(string code, string message) =>
        Assert.Contains(message, Assert.Single(Findings(Script(code))), StringComparison.Ordinal);

    [Fact]
    public void Compile_NoScript_HasNoStrategy()
    {
        using var hooks = Compile(Filter("true"));

        Assert.Null(hooks.Strategy);
    }

    private static HookText Script(string code) => new(HookRole.Strategy, null, code, new("spread.csx", 1, 1), 0, IsScript: true, "strategy");

    private static Assignment ThreeGroups() => new(
        [Some.Item("a"), Some.Item("b"), Some.Item("c") with { Kind = ItemKind.Video }],
        [new("one", LaneCondition.Ready, 0, 0, 0), new("two", LaneCondition.Ready, 0, 0, 0)], static _ => 1);
}
