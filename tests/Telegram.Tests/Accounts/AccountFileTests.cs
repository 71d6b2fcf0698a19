using System.Text;
using TgPlatform.Plugins.Telegram.Accounts;

namespace TgPlatform.Plugins.Telegram.Tests.Accounts;

public sealed class AccountFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("tgp-").FullName, "main.session");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Save_ThenOpen_GivesTheSameState()
    {
        using (var file = AccountFile.Open(_path, "secret"))
        {
            (file.State.HomeDc, file.State.UserId, file.State.Proxy) = (4, 99, "socks5://host:1");
            file.State.Dc(4).Key = [1, 2, 3];
            file.State.Dc(4).Addresses = [new("10.0.0.1", 443, IsMedia: true)];
            file.Save();
            file.Save();
        }
        using var again = AccountFile.Open(_path, "secret");

        Assert.Equal((4, 99L, "socks5://host:1"), (again.State.HomeDc, again.State.UserId, again.State.Proxy));
        Assert.Equal([1, 2, 3], again.State.Dc(4).Key!);
        Assert.Equal("10.0.0.1", again.State.Dc(4).Addresses.Single().Host);
    }

    [Fact]
    public void Save_Always_HidesWhatItSaves()
    {
        using var file = AccountFile.Open(_path, "secret");
        file.State.Proxy = "socks5://recognisable";
        file.Save();

        Assert.DoesNotContain("recognisable", Encoding.Latin1.GetString(File.ReadAllBytes(_path)), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
    }

    [Fact]
    public void Open_WithAnotherSecretOrDamaged_IsRefused()
    {
        using (var file = AccountFile.Open(_path, "secret")) file.Save();

        Assert.Throws<AccountUnreadableException>(() => AccountFile.Open(_path, "other"));
        var bytes = File.ReadAllBytes(_path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_path, bytes);
        Assert.Throws<AccountUnreadableException>(() => AccountFile.Open(_path, "secret"));
        File.WriteAllBytes(_path, [1, 2, 3]);
        Assert.Throws<AccountUnreadableException>(() => AccountFile.Open(_path, "secret"));
    }

    [Fact]
    public void Open_WhileAnotherHasIt_IsRefusedUntilThatOneIsDone()
    {
        using (AccountFile.Open(_path, "secret")) Assert.Throws<AccountInUseException>(() => AccountFile.Open(_path, "secret"));
        using var now = AccountFile.Open(_path, "secret");
    }
}
