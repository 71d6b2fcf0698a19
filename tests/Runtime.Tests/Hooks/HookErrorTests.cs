using TgPlatform.Runtime.Hooks;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookErrorTests
{
    [Theory]
    [InlineData("item.Chta == \"x\"", "pipe.yaml:3:14: error TGP0011: filter: 'item.Chta' is not known. Did you mean 'Chat'?")]
    [InlineData("item.Kind == Vidoe", "pipe.yaml:3:22: error TGP0011: filter: 'Vidoe' is not known. Did you mean 'Video'?")]
    [InlineData("chat == null", "pipe.yaml:3:9: error TGP0011: filter: 'chat' is not known. Did you mean 'item.Chat'?")]
    [InlineData("item.Size > 2.Gb()", "pipe.yaml:3:23: error TGP0011: filter: 'Gb' is not known of 2 (int). Did you mean 'GB'?")]
    [InlineData("item.Name.EndWith(\"x\")", "pipe.yaml:3:19: error TGP0011: filter: 'EndWith' is not known of item.Name (string). Did you mean 'EndsWith'?")]
    [InlineData("item.Size", "pipe.yaml:3:9: error TGP0011: filter: Cannot implicitly convert type 'long?' to 'bool' (CS0029). 'filter' gives true or false")]
    [InlineData("item.Size < \"2GB\"", "(CS0019). A size is a number of bytes. Write 'item.Size < 2.GB()'.")]
    [InlineData("\"1.5 gib\" > item.Size", "Write '1.5.GiB() > item.Size'.")]
    [InlineData("item.Views > \"30\"", "A number has no quotes. Write 'item.Views > 30'.")]
    [InlineData("item.Date > \"2024-01-31\"", "A date is compared with a day. Write 'item.Date > Day(2024, 1, 31)'.")]
    [InlineData("item.Date > 2024-01-31", "Write 'item.Date > Day(2024, 1, 31)'.")]
    [InlineData("item.Date > 2024", "A date is compared with a day: Day(2024, 1, 31).")]
    [InlineData("item.Kind == \"video\"", "A kind is written bare. Write 'item.Kind == Video'.")]
    [InlineData("item.Kind == \"film\"", "A kind is written bare: Other, Photo, Video,")]
    [InlineData("item[\"n\"] > 3", "Write 'item[\"n\"].Number > 3'.")]
    [InlineData("item[\"n\"] < Day(2024)", "Write 'item[\"n\"].Time < Day(2024)'.")]
    [InlineData("item[\"n\"]", "item[\"n\"].Text, .Integer, .Number, .Boolean or .Time.")]
    [InlineData("item.Kind = Video", "pipe.yaml:3:19: error TGP0011: filter: '=' sets a value, and 'item.Kind' cannot be set. To compare, write 'item.Kind == Video'.")]
    [InlineData("item.Size > 5 && item.Kind = Video && item.Views > 3", "pipe.yaml:3:36: error TGP0011: filter: '=' sets a value, and 'item.Kind' cannot be set. To compare, write 'item.Kind == Video'.")]
    [InlineData("item.Chat = \"cats\" || item.Views > 3", "To compare, write 'item.Chat == \"cats\"'.")]
    [InlineData("(item.Kind = Photo) && item.Size > 5", "To compare, write 'item.Kind == Photo'.")]
    [InlineData("item.Kind = Photo ? item.Size > 5 : item.Size > 9", "To compare, write 'item.Kind == Photo'.")]
    [InlineData("item[\"n\"] = \"x\"", "To compare, write 'item[\"n\"] == \"x\"'.")]
    [InlineData("5 = item.Views", "To compare, write '5 == item.Views'.")]
    [InlineData("if (item.HasContent = true) return true; return false;", "To compare, write 'item.HasContent == true'.")]
    [InlineData("item.Chat?.Length = 5", "To compare, write '=='.")]
    [InlineData("item.Size > 5MB", "the expression ends before it. Write '5.MB()'.")]
    [InlineData("item.Size > 5 GB && item.Views > 1", "Write '5.GB()'.")]
    [InlineData("item.HasSpoiler", "for a value that may be missing write '== true'.")]
    [InlineData("item.Size < 5)", "pipe.yaml:3:22: error TGP0011: filter:")]
    [InlineData("item.Size <", "pipe.yaml:3:20: error TGP0011: filter:")]
    [InlineData("item.Size < 5 } } class X {", "pipe.yaml:3:23: error TGP0011: filter:")]
    [InlineData("", "pipe.yaml:3:9: error TGP0012: filter: is empty.")]
    [InlineData("var a = 1;", "pipe.yaml:3:9: error TGP0011: filter: does not give a result on every way through it.")]
    [InlineData("class X { }", "pipe.yaml:3:9: error TGP0012: filter: is not a statement.")]
    [InlineData("#if true\nitem.Size > 1\n#endif", "pipe.yaml:3:9: error TGP0012: filter: has '#if true'.")]
    public void Compile_BrokenFilter_SaysWhereAndWhat(string code, string expected) =>
        Assert.Contains(expected, Assert.Single(Findings(Filter(code))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{item.Chta}", "pipe.yaml:4:14: error TGP0011: path: 'item.Chta' is not known. Did you mean 'Chat'?")]
    [InlineData("{item.Id", "pipe.yaml:4:")]
    [InlineData("a}b", "pipe.yaml:4:9: error TGP0011: path:")]
    [InlineData("{item.Id}\"", "pipe.yaml:4:17: error TGP0012: path: has a double quote in the text.")]
    [InlineData("a\"+item.Id+\"b", "pipe.yaml:4:9: error TGP0012: path: has a double quote in the text.")]
    [InlineData("a\" b {item.Id}", "pipe.yaml:4:9: error TGP0012: path: has a double quote in the text.")]
    [InlineData("{item.Id}\nb", "pipe.yaml:4:17: error TGP0012: path: goes on in the next line.")]
    [InlineData("{item.Size > 1 ? 2 : 3}", "pipe.yaml:4:9: error TGP0011: path:")]
    public void Compile_BrokenPath_SaysWhereAndWhat(string code, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Findings(Name(code))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{item.Chta}/{item.Id", "pipe.yaml:4:14: error TGP0011: path: 'item.Chta' is not known.", "pipe.yaml:4:19: error TGP0011: path: Missing close")]
    [InlineData("{item.Chta}/a}b/{item.Nmae}", "pipe.yaml:4:14: error TGP0011: path: 'item.Chta' is not known.", "pipe.yaml:4:2", "pipe.yaml:4:30: error TGP0011: path: 'item.Nmae' is not known.")]
    [InlineData("{item.}/{item.Nmae}", "pipe.yaml:4:14: error", "pipe.yaml:4:22: error TGP0011: path: 'item.Nmae' is not known.")]
    public void Compile_PathWithAMistakeOfForm_ReportsWhatIsWrongInOtherBracesToo(string code, params string[] expected)
    {
        var findings = Findings(Name(code));

        Assert.Equal(expected.Length, findings.Count);
        Assert.All(expected.Zip(findings), static pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Compile_IndentedBlock_PointsIntoFile()
    {
        var finding = Assert.Single(Findings(Filter("var a = 1;\n  return item.Nmae == \"\";", line: 10, column: 3, indent: 2)));
        Assert.StartsWith("pipe.yaml:11:17: error TGP0011: filter: 'item.Nmae' is not known. Did you mean 'Name'?", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_SeveralBrokenHooks_ReportsAllAtOnce()
    {
        var findings = Findings(
            Filter("item.Chta == null || item.Vews > 1"), Name("{item.Nmae}"), new HookText(HookRole.When, 0, "item.", new("pipe.yaml", 8, 11), 0, false, "sinks[0].when"));
        Assert.Equal(["pipe.yaml:3:14", "pipe.yaml:3:35", "pipe.yaml:4:14", "pipe.yaml:8:16"], findings.Select(static one => one.Split(": ")[0]));
    }

    [Fact]
    public void Compile_SeveralEqualsSigns_ReportsEachBesideWhatElseIsWrong()
    {
        var findings = Findings(Filter("item.Kind = Video && item.Chat = \"x\" && item.Nmae == \"\""));
        Assert.Equal(["pipe.yaml:3:19", "pipe.yaml:3:40", "pipe.yaml:3:54"], findings.Select(static one => one.Split(": ")[0]));
        Assert.EndsWith("write 'item.Kind == Video'.", findings[0], StringComparison.Ordinal);
        Assert.EndsWith("write 'item.Chat == \"x\"'.", findings[1], StringComparison.Ordinal);
        Assert.Contains("'item.Nmae' is not known", findings[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var least = 1; least = 2; return item.Size > least;")]
    [InlineData("int[] counts = [0]; counts[0] = 1; var byName = new Dictionary<string, int>(); byName[item.Name] = 1; return counts[0] == byName.Count;")]
    [InlineData("new StringBuilder { Length = 3 }.Length == item.Views")]
    public void Compile_WhatCanBeSet_SaysNothing(string code) => Assert.Empty(Findings(Filter(code)));

    [Theory]
    [InlineData("item.Extension == \"zip\"", "'item.Extension' is in lower case with its dot, and never 'zip'. Write \".zip\".")]
    [InlineData("\".ZIP\" == item.Extension", "never '.ZIP'. Write \".zip\".")]
    [InlineData("item.Extension is \".rar\" or \"tar.gz\"", "never 'tar.gz'. Write \".gz\".")]
    [InlineData("item.Size < 0", "No item has less than nothing.")]
    public void Compile_ConditionNoItemCanMeet_Warns(string code, string expected)
    {
        var finding = Assert.Single(Findings(Filter(code)));
        Assert.Contains("warning TGP0018: filter: ", finding, StringComparison.Ordinal);
        Assert.Contains(expected, finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item.Extension == \".zip\" || item.Extension == \"\"")]
    [InlineData("item.Extension is not \"zip\" and not \".ZIP\"")]
    [InlineData("item.Name == \"zip\" && item.Size < 1")]
    public void Compile_ConditionSomeItemMeets_SaysNothing(string code) => Assert.Empty(Findings(Filter(code)));

    [Theory]
    [InlineData("item.Chat.Length > 1", "'item.Chat' may be missing")]
    [InlineData("item.Date.Value.Year > 1", "'item.Date' may be missing")]
    public void Compile_ValueThatMayBeMissing_Warns(string code, string expected)
    {
        var finding = Assert.Single(Findings(Filter(code)));
        Assert.StartsWith("pipe.yaml:3:9: warning TGP0016: filter: " + expected, finding, StringComparison.Ordinal);
    }
}
