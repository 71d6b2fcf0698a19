using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookLibraryUseTests
{
    [Theory]
    [InlineData("{Slug(item.Chat)}/{Truncate(item.Name, 8)}", "cats/Katz.JPG")]
    [InlineData("{Or(item.ChatTitle, item.Chat, \"none\")}", "cats")]
    [InlineData("{Sanitize(item.Name, Windows)}_{ShortHash(item.Id)}", "Katze 1.JPG_de650d61")]
    [InlineData("{item.Stem}{Prefixed(\"_\", item.Views)}{Prefixed(\"-\", item.ChatTitle)}{item.Extension}", "Katze 1_12.jpg")]
    [InlineData("{IsoWeek(item.Date)}/{InZone(item.Date, \"Asia/Tokyo\"):HH}/{Extension(item.Name)}", "2024-W20/21/.jpg")]
    [InlineData("{Transliterate(item.Name)}{Nfc(\"e\\u0301\")}{Env(\"TGP_TEST_UNSET_VARIABLE\", \"?\")}{Env(\"TGP_TEST_UNSET_VARIABLE\")}", "Katze 1.JPGé?")]
    public void Path_UsingLibrary_IsName(string template, string expected) => Assert.Equal(expected, NameOf(template));

    [Fact]
    public void Filter_ComparesWithDay_Decides() => Assert.True(Keeps("item.Date >= Day(2024, 5, 17) && item.Date < Day(2024, 6)"));

    [Fact]
    public void Counter_ItemAskedAgain_KeepsItsNumber()
    {
        using var hooks = Compile(Name("{item.Counter():D3}"));
        var names = new[] { "a", "b", "a", "c", "b" }.Select(id => hooks.NameFor(0, Cat with { Id = id }));
        Assert.Equal(["001", "002", "001", "003", "002"], names);
    }

    [Fact]
    public void Counter_PerScope_CountsApart()
    {
        using var hooks = Compile(Name("{item.Counter(item.Name)}-{item.Counter()}"));
        var names = new[] { ("1", "x"), ("2", "y"), ("3", "x"), ("1", "x") }.Select(pair => hooks.NameFor(0, Cat with { Id = pair.Item1, Name = pair.Item2 }));
        Assert.Equal(["1-1", "1-2", "2-3", "1-1"], names);
    }

    [Fact]
    public async Task Counter_AskedFromManyThreads_GivesEachItemOneNumber()
    {
        using var hooks = Compile(Name("{item.Counter()}"));
        var rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 500).Select(id => hooks.NameFor(0, Cat with { Id = $"{id}" })).ToList())));
        Assert.All(rounds, round => Assert.Equal(rounds[0], round));
        Assert.Equal(Enumerable.Range(1, 500), rounds[0].Select(int.Parse).Order());
    }
}
