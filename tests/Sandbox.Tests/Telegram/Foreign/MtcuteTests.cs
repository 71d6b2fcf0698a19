using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.Foreign;

public class MtcuteTests
{
    [ForeignFact("@mtcute/node")]
    public async Task Download_EveryKindOfMedia_HashesAreRight()
    {
        await using var telegram = new EmulatedTelegram();
        var account = telegram.World.AddAccount(new AccountOptions { Phone = "491700000001", Password = "correct horse" });
        var chat = telegram.World.AddChat(new ChatOptions
        {
            Username = "everything",
            Messages = 60,
            AlbumEvery = 10,
            GapEvery = 17,
            Media = Enum.GetValues<MediaKind>(),
        });
        await telegram.StartAsync();
        var listed = chat.Messages().ToList();
        var client = new ForeignClient(telegram, chat, account, "mtcute.mjs")
        {
            LiveMessages = 2,
            WhenListed = () =>
            {
                chat.Post(new EmulatedMessage { Text = "first" });
                chat.Post(new EmulatedMessage { Text = "second" });
            },
        };

        await client.RunAsync();

        client.AssertComplete(listed);
        Assert.Equal([(61, "first"), (62, "second")], client.Live);
    }
}
