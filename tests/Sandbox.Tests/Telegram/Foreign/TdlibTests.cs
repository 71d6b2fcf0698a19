using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.Foreign;

public class TdlibTests
{
    [ForeignFact("prebuilt-tdlib")]
    public async Task Download_EveryKindOfMedia_HashesAreRightAndTdlibHasNothingToSay()
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
        var client = new ForeignClient(telegram, chat, account, "tdlib.mjs")
        {
            LiveMessages = 2,
            WhenListed = () =>
            {
                chat.Edit(60, message => message with { Text = "changed" });
                chat.Delete(59);
                chat.Post(new EmulatedMessage { Text = "first" });
                chat.Post(new EmulatedMessage { Text = "second" });
            },
        };

        await client.RunAsync();

        client.AssertComplete(listed);
        Assert.Equal([(61, "first"), (62, "second")], client.Live);
        Assert.Empty(client.Errors);
    }

    [ForeignFact("prebuilt-tdlib")]
    public async Task Download_FromTheCdn_HashesAreRight()
    {
        await using var telegram = new EmulatedTelegram();
        var account = telegram.World.AddAccount(new AccountOptions { Phone = "491700000001" });
        var chat = telegram.World.AddChat(new ChatOptions { Username = "popular", Messages = 6, Media = [MediaKind.Document], MinimumFileBytes = 1_500_000, MaximumFileBytes = 1_600_000 });
        telegram.Faults.CdnFromBytes = 1_000_000;
        telegram.Faults.CdnForgets = true;
        await telegram.StartAsync();
        var client = new ForeignClient(telegram, chat, account, "tdlib.mjs");

        await client.RunAsync();

        client.AssertComplete([.. chat.Messages()]);
        Assert.Empty(client.Errors);
        Assert.Contains("upload.getCdnFile", telegram.MethodsSeen);
        Assert.Contains("upload.reuploadCdnFile", telegram.MethodsSeen);
    }
}
