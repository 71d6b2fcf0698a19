using TgPlatform.Runtime.Hooks;
using TgPlatform.Testing;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class FieldUseTests
{
    [Theory]
    [InlineData("item.Size > 1 && item[\"one\"].Text != \"x\" && item [ \"two\" ].Integer > item[\"one\"].Integer", "one 3:26, two 3:53, one 3:78")]
    [InlineData("var a = 1;\nreturn item[\"one\"].Integer > a;", "one 4:8")]
    [InlineData("item[item.Name].Text == \"item[\" && item.Tags?[0] == \"a\"", "")]
    public void In_Filter_FindsNamesAndPlaces(string code, string expected) => Assert.Equal(expected, UsesOf(Filter(code)));

    [Theory]
    [InlineData("{item[\"one\"]}/[{Or(item[\"two\"].Text, item.Name)}]", "one 4:9, two 4:27")]
    [InlineData("[item]{item.Name}", "")]
    public void In_Path_FindsNamesAndPlaces(string code, string expected) => Assert.Equal(expected, UsesOf(Name(code)));

    [Fact]
    public void In_Script_FindsWhatItLoadsToo()
    {
        using var folder = new TempFolder();
        folder.Write("more.csx", "bool More() => item[\"loaded\"].Boolean == true;"u8.ToArray());
        var uses = FieldUse.In(new([new(HookRole.When, 2, "#load \"more.csx\"\nMore() && item[\"own\"].Text is null", new(folder.At("rules.csx"), 1, 1), 0, true, "sinks[2].when")]));

        Assert.Equal(
            [new("loaded", "sinks[2].when", new(folder.At("more.csx"), 1, 16)), new("own", "sinks[2].when", new(folder.At("rules.csx"), 2, 11))],
            uses);
    }

    private static string UsesOf(HookText hook) => string.Join(", ", FieldUse.In(new([hook])).Select(static one => $"{one.Field} {one.Location.Line}:{one.Location.Column}"));
}
