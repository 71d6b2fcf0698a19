using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.World;

public class ContentTests : EmulatorTest
{
    [Fact]
    public void Find_MillionsOfMessages_AnyIsComputedAtOnce()
    {
        var chat = Telegram.World.AddChat(new ChatOptions { Messages = 5_000_000, GapEvery = 7 });

        Assert.Equal(4_285_715, chat.Count);
        Assert.Null(chat.Find(4_999_995 / 7 * 7));
        Assert.Equal(chat.Find(4_321_999), chat.Find(4_321_999));
    }

    [Fact]
    public void Read_AtAnyOffset_IsThePieceOfTheWhole()
    {
        var chat = Telegram.World.AddChat(new ChatOptions { Messages = 3, Media = [MediaKind.Document] });
        var file = Telegram.World.Files.Of(chat, 3)!;
        var whole = new byte[4096];
        file.Read("", 0, whole);

        foreach (var (offset, length) in new[] { (0, 1), (1, 6), (3, 100), (8, 8), (4095, 1), (17, 4000) })
        {
            var piece = new byte[length];
            file.Read("", offset, piece);
            Assert.Equal(whole[offset..(offset + length)], piece);
        }
    }

    [Fact]
    public void Find_ByFileIdAlone_GivesTheFileOfTheMessage()
    {
        var chat = Telegram.World.AddChat(new ChatOptions { Messages = 50, Media = [MediaKind.Photo, MediaKind.Video] });
        var file = Telegram.World.Files.Of(chat, 42)!;

        Assert.Equal(file, Telegram.World.Files.Find(file.Id));
        Assert.Null(Telegram.World.Files.Find(file.Id + 1));
    }

    [Fact]
    public void ReplaceFile_OldAndNewId_AreTwoFiles()
    {
        var chat = Telegram.World.AddChat(new ChatOptions { Messages = 5, Media = [MediaKind.Document] });
        var before = Telegram.World.Files.Of(chat, 4)!;

        chat.ReplaceFile(4, 777);

        var after = Telegram.World.Files.Of(chat, 4)!;
        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal(777, after.Bytes);
        Assert.Equal(before.Bytes, Telegram.World.Files.Find(before.Id)!.Bytes);
    }
}
