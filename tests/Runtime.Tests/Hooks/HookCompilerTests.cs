using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookCompilerTests
{
    [Theory]
    [InlineData("item.Size < 2.GB() && item.Extension is not \".exe\"", true)]
    [InlineData("item.Size < 1.MB()", false)]
    [InlineData("item.Size > 1.4.MB()", true)]
    [InlineData("item.Kind == Photo", true)]
    [InlineData("item.Kind is Video or Audio", false)]
    [InlineData("item.Chat == \"cats\" && item.Views >= 12", true)]
    [InlineData("item.ChatTitle == null && item.Duration == null && item.HasSpoiler == null && item.EditDate == null", true)]
    [InlineData("item.Tags?.Contains(\"red\") == true", true)]
    [InlineData("item[\"views\"].Integer == 12", true)]
    [InlineData("item.Size > 5; // with semicolon", true)]
    [InlineData("item.Size > 5 // with comment", true)]
    [InlineData("var limit = 2.MB(); return item.Size < limit;", true)]
    [InlineData("var limit = 1.MB();\n   item.Size < limit", false)]
    [InlineData("if (item.Kind == Video) return false;\nreturn true;", true)]
    [InlineData("bool Small(long? size) => size < 2.MB();\nSmall(item.Size)", true)]
    [InlineData("new[] { 1, 2, 3 }.Any(x => x == item.Stem.Length)", false)]
    public void Filter_OverItem_Decides(string code, bool expected) => Assert.Equal(expected, Keeps(code));

    [Theory]
    [InlineData("item.Size < 1.GB()")]
    [InlineData("item.Size > 1.GB()")]
    [InlineData("item.Size >= 0")]
    public void Filter_ComparesUnknownSize_IsFalse(string code) => Assert.False(Keeps(code, Cat with { Size = null }));

    [Theory]
    [InlineData("{item.Chat}/{item.Date:yyyy-MM}/{item.Id}_{item.Name}", "cats/2024-05/4711_Katze 1.JPG")]
    [InlineData("{item.ChatTitle}{item.Duration:F1}{item.EditDate:yyyy}{item.HasSpoiler}{item[\"none\"]}x", "x")]
    [InlineData("{item.Date:yyyy/MM}/{item.Stem}{item.Extension}", "2024/05/Katze 1.jpg")]
    [InlineData("{item.Views:D5}|{item.Views,5}|{item[\"views\"]:D3}", "00012|   12|012")]
    [InlineData("{item.Name.Replace(\"Katze\", \"cat\")}", "cat 1.JPG")]
    [InlineData("{(item.Kind == Photo ? \"photos\" : \"other\")}/{{x}}", "photos/{x}")]
    [InlineData("a\\b\"\"c", "a\\b\"c")]
    [InlineData("{item.Tags}", "red, blue")]
    [InlineData("plain", "plain")]
    public void Path_OverItem_IsName(string template, string expected) => Assert.Equal(expected, NameOf(template));

    [Fact]
    public void Path_SlashInValue_MakesNoFolder()
    {
        var item = Cat with { Name = "..\\b/c.txt", Fields = new([new("chat", "AC/DC")]) };
        Assert.Equal("AC_DC/.._b_c.txt", NameOf("{item.Chat}/{item.Name}", item));
        Assert.Equal("AC_DC/x", NameOf("{item[\"chat\"]}/x", item));
        Assert.Equal("AC/DC/x", NameOf("{Folders(item.Chat)}/x", item));
    }

    [Fact]
    public void Compile_EveryRole_AnswersByRoleAndSink()
    {
        HookText Hook(HookRole role, int? sink, string code) => new(role, sink, code, new("pipe.yaml", 1, 1), 0, false, role.ToString());
        using var hooks = Compile(
            Hook(HookRole.When, 1, "item.Kind == Video"), Hook(HookRole.Path, null, "all/{item.Id}"), Hook(HookRole.Path, 2, "third/{item.Id}"),
            Hook(HookRole.Priority, null, "item.Kind == Photo ? 7 : 0"), Hook(HookRole.Load, null, "item.Size ?? 1"));
        Assert.True(hooks.Wants(0, Cat));
        Assert.False(hooks.Wants(1, Cat));
        Assert.True(hooks.Wants(2, Cat));
        Assert.Equal("all/4711", hooks.NameFor(1, Cat));
        Assert.Equal("third/4711", hooks.NameFor(2, Cat));
        Assert.Equal(7, hooks.PriorityOf(Cat));
        Assert.Equal(1_500_000d, hooks.LoadOf(Cat));
        Assert.True(hooks.Keeps(Cat));
    }

    [Fact]
    public void Compile_NoHooks_GivesPlainAnswers()
    {
        using var hooks = Compile();
        Assert.True(hooks.Keeps(Cat) && hooks.Wants(3, Cat));
        Assert.Equal("Katze 1.JPG", hooks.NameFor(3, Cat));
        Assert.Equal(0, hooks.PriorityOf(Cat));
        Assert.Null(hooks.LoadOf(Cat));
    }

    [Theory]
    [InlineData("item.Size < 5", true)]
    [InlineData("item is { Size: > 5 }", true)]
    [InlineData("item[\"size\"].Text == \"large\"", false)]
    [InlineData("item.Name.Length > 1.KB()", false)]
    public void FilterReadsSize_ByWhatFilterReads_IsSet(string code, bool expected)
    {
        using var hooks = Compile(Filter(code), new HookText(HookRole.When, 0, "item.Size > 1", new("pipe.yaml", 9, 9), 0, false, "sinks[0].when"));
        Assert.Equal(expected, hooks.FilterReadsSize);
    }
}
