using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Telegram.Tests.Accounts;

public sealed class AccountFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_WithoutASecret_FindsTheAccountAgainByTheKeyBesideIt()
    {
        Save(new AccountFolder(_folder.At("accounts")), "main", userId: 7);

        var again = new AccountFolder(_folder.At("accounts"));
        Assert.Equal(["main"], again.Names);
        using var file = again.Open("main");
        Assert.Equal(7, file.State.UserId);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("accounts/key")));
    }

    [Fact]
    public void Open_WithAnotherSecret_IsRefused()
    {
        Save(new AccountFolder(_folder.At("accounts"), "one"), "main", userId: 7);

        Assert.Throws<AccountUnreadableException>(() => new AccountFolder(_folder.At("accounts"), "another").Open("main"));
    }

    [Theory]
    [InlineData("main", true), InlineData("a-b_c.1", true), InlineData("", false), InlineData("../x", false), InlineData(".x", false), InlineData("a/b", false), InlineData("ä", false)]
    public void IsName_AnyText_TakesOnlyNamesOfFiles(string name, bool isName) => Assert.Equal(isName, AccountFolder.IsName(name));

    private static void Save(AccountFolder folder, string name, long userId)
    {
        using var file = folder.Open(name);
        file.State.UserId = userId;
        file.Save();
    }
}
