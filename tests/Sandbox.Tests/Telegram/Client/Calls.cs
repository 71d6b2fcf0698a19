using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.Client;

/// <summary>The calls the tests make.</summary>
internal static class Calls
{
    public static TlObject SendCode(string phone) => new("auth.sendCode") { ["phone_number"] = phone, ["api_id"] = 1, ["api_hash"] = "hash", ["settings"] = new TlObject("codeSettings") };

    public static TlObject SignIn(string phone, string hash, string code) => new("auth.signIn") { ["phone_number"] = phone, ["phone_code_hash"] = hash, ["phone_code"] = code };

    public static TlObject Resolve(string username) => new("contacts.resolveUsername") { ["username"] = username };

    public static TlObject Peer(EmulatedChat chat, Account account) => chat.Options.Kind == ChatKind.BasicGroup
        ? new TlObject("inputPeerChat") { ["chat_id"] = chat.Id }
        : new TlObject("inputPeerChannel") { ["channel_id"] = chat.Id, ["access_hash"] = account.AccessHash(chat.Id) };

    public static TlObject Channel(EmulatedChat chat, Account account) => new("inputChannel") { ["channel_id"] = chat.Id, ["access_hash"] = account.AccessHash(chat.Id) };

    public static TlObject History(EmulatedChat chat, Account account, int offsetId = 0, int addOffset = 0, int limit = 100, int maxId = 0, int minId = 0, int offsetDate = 0) => new("messages.getHistory")
    {
        ["peer"] = Peer(chat, account),
        ["offset_id"] = offsetId,
        ["offset_date"] = offsetDate,
        ["add_offset"] = addOffset,
        ["limit"] = limit,
        ["max_id"] = maxId,
        ["min_id"] = minId,
    };

    public static TlObject Part(TlObject location, long offset = 0, int limit = 65536, bool precise = false, bool cdn = false) => new("upload.getFile")
    {
        ["location"] = location,
        ["offset"] = offset,
        ["limit"] = limit,
        ["precise"] = precise,
        ["cdn_supported"] = cdn,
    };

    /// <summary>The location of a message's document or photo, from the message as the client got it.</summary>
    public static TlObject Location(TlObject message, string size = "")
    {
        var media = message.Object("media");
        var (file, name) = media.Has("photo") ? (media.Object("photo"), "inputPhotoFileLocation") : (media.Object("document"), "inputDocumentFileLocation");
        return new TlObject(name) { ["id"] = file.Long("id"), ["access_hash"] = file.Long("access_hash"), ["file_reference"] = file.Bytes("file_reference"), ["thumb_size"] = size };
    }

    public static int[] Ids(TlObject page) => [.. page.List<TlObject>("messages").Select(message => message.Int("id"))];
}
