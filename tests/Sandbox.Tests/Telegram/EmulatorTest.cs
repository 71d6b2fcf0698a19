using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram;

/// <summary>A fresh service per test, one account in it; the RSA key is made once because that takes time. Ends with no mistakes of the emulator.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    private static readonly Lazy<string> Key = new(() =>
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        return rsa.ExportRSAPrivateKeyPem();
    });

    protected EmulatorTest()
    {
        Time = new ManualClock();
        Telegram = new EmulatedTelegram(new EmulatedTelegramOptions { PrivateKeyPem = Key.Value, Cdn = false, Time = Time });
        Account = Telegram.World.AddAccount(new AccountOptions { Phone = "491700000001", FirstName = "Ada", Username = "ada" });
    }

    protected ManualClock Time { get; }

    protected EmulatedTelegram Telegram { get; }

    protected Account Account { get; }

    public Task InitializeAsync() => Telegram.StartAsync();

    public async Task DisposeAsync()
    {
        await Telegram.DisposeAsync();
        Assert.Empty(Telegram.Problems);
    }

    private protected Task<TestClient> LogInAsync() => TestClient.LogInAsync(Telegram, Account);
}
