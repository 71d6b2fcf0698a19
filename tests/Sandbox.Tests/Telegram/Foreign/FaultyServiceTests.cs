using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.Foreign;

/// <summary>The faults are those of the real service only if clients made for the real service survive them.</summary>
public class FaultyServiceTests
{
    [ForeignFact("prebuilt-tdlib")]
    public Task Tdlib_OnABadDay_GetsEveryByte() => AssertSurvivesAsync("tdlib.mjs", expiringReferences: true);

    [ForeignFact("@mtcute/node")]
    public Task Mtcute_OnABadDay_GetsEveryByte() => AssertSurvivesAsync("mtcute.mjs", expiringReferences: false);

    private static async Task AssertSurvivesAsync(string driver, bool expiringReferences)
    {
        await using var telegram = new EmulatedTelegram();
        var account = telegram.World.AddAccount(new AccountOptions { Phone = "491700000001" });
        var chat = telegram.World.AddChat(new ChatOptions { Username = "storm", Messages = 24, Media = [MediaKind.Document, MediaKind.Photo], MinimumFileBytes = 200_000, MaximumFileBytes = 400_000 });
        await telegram.StartAsync();
        telegram.Faults.GzipAnswers = true;
        telegram.Faults.LatencyMilliseconds = 5;
        telegram.Faults.Add(new FaultRule { Every = 3, Container = true });
        telegram.Faults.Add(new FaultRule { On = "upload.getFile", Skip = 5, Every = 25, RotateSalts = true });
        // mtcute leaves it to its user to fetch the message again.
        if (expiringReferences) telegram.Faults.Add(new FaultRule { On = "upload.getFile", Skip = 60, Times = 1, ExpireReferences = true });
        telegram.Faults.Add(new FaultRule { On = "upload.getFile", Every = 5, Reorder = true });
        telegram.Faults.Add(new FaultRule { On = "upload.getFile", Every = 7, Lie = ServerLie.RepeatedMessage });
        telegram.Faults.Add(new FaultRule { On = "upload.getFile", Skip = 10, Times = 2, Error = "FLOOD_WAIT_1" });
        telegram.Faults.Add(new FaultRule { On = "upload.getFile", Skip = 20, Every = 40, Disconnect = Disconnection.BeforeAnswer });
        var client = new ForeignClient(telegram, chat, account, driver);

        await client.RunAsync();

        client.AssertComplete([.. chat.Messages()]);
    }
}
