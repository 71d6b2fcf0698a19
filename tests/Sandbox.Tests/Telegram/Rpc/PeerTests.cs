using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Rpc;

public class PeerTests : EmulatorTest
{
    [Fact]
    public async Task Resolve_KnownAndUnknownNames_AreToldApart()
    {
        var chat = Telegram.World.AddChat(new ChatOptions { Username = "Example", Messages = 1 });
        using var client = await LogInAsync();

        var found = await client.CallAsync(Calls.Resolve("eXample"));

        Assert.Equal(chat.Id, found.Object("peer").Long("channel_id"));
        Assert.Equal(Account.AccessHash(chat.Id), found.List<TlObject>("chats")[0].Long("access_hash"));
        Assert.Equal("USERNAME_NOT_OCCUPIED", (await client.CallAsync(Calls.Resolve("nobody"))).Text("error_message"));
        Assert.Equal(Account.Id, (await client.CallAsync(Calls.Resolve("ada"))).Object("peer").Long("user_id"));
    }

    [Fact]
    public async Task AccessHash_OfAnotherAccount_IsInvalid()
    {
        var chat = Telegram.World.AddChat(new ChatOptions { Username = "example", Messages = 1 });
        var other = Telegram.World.AddAccount(new AccountOptions { Phone = "4920" });
        using var client = await LogInAsync();

        Assert.Equal("CHANNEL_INVALID", (await client.CallAsync(Calls.History(chat, other))).Text("error_message"));
    }

    [Fact]
    public async Task PrivateChat_ByInvite_IsOpenAfterJoining()
    {
        var chat = Telegram.World.AddChat(new ChatOptions { Title = "Secret", Messages = 5, Members = [], Invite = "AbCd" });
        using var client = await LogInAsync();
        TlObject Check() => new("messages.checkChatInvite") { ["hash"] = "AbCd" };
        Assert.Equal("CHANNEL_PRIVATE", (await client.CallAsync(Calls.History(chat, Account))).Text("error_message"));
        Assert.Equal(("chatInvite", "Secret"), (await client.CallAsync(Check()) is var seen ? seen.Name : "", seen.Text("title")));

        var joined = await client.CallAsync(new TlObject("messages.importChatInvite") { ["hash"] = "AbCd" });

        Assert.Equal(chat.Id, joined.Object("updates").List<TlObject>("chats")[0].Long("id"));
        Assert.Equal("chatInviteAlready", (await client.CallAsync(Check())).Name);
        Assert.Equal(5, Calls.Ids(await client.CallAsync(Calls.History(chat, Account))).Length);
        Assert.Equal("USER_ALREADY_PARTICIPANT", (await client.CallAsync(new TlObject("messages.importChatInvite") { ["hash"] = "AbCd" })).Text("error_message"));
        await client.CallAsync(new TlObject("channels.leaveChannel") { ["channel"] = Calls.Channel(chat, Account) });
        Assert.Equal("CHANNEL_PRIVATE", (await client.CallAsync(Calls.History(chat, Account))).Text("error_message"));
    }

    [Fact]
    public async Task Invite_ThatNeedsApprovalOrDoesNotExist_SaysSo()
    {
        Telegram.World.AddChat(new ChatOptions { Messages = 5, Members = [], Invite = "ask", InviteNeedsApproval = true });
        using var client = await LogInAsync();

        Assert.Equal("INVITE_REQUEST_SENT", (await client.CallAsync(new TlObject("messages.importChatInvite") { ["hash"] = "ask" })).Text("error_message"));
        Assert.Equal("INVITE_HASH_INVALID", (await client.CallAsync(new TlObject("messages.importChatInvite") { ["hash"] = "none" })).Text("error_message"));
    }

    [Fact]
    public async Task Dialogs_MoreThanOnePage_AreAllListedOnce()
    {
        for (var index = 0; index < 7; index++) Telegram.World.AddChat(new ChatOptions { Title = $"Chat {index}", Messages = 3 + index });
        using var client = await LogInAsync();
        var seen = new List<long>();
        TlObject offset = new("inputPeerEmpty");

        while (true)
        {
            var page = await client.CallAsync(new TlObject("messages.getDialogs") { ["offset_peer"] = offset, ["limit"] = 3 });
            var dialogs = page.List<TlObject>("dialogs").Select(dialog => dialog.Object("peer").Long("channel_id")).ToArray();
            if (dialogs.Length == 0) break;
            seen.AddRange(dialogs);
            offset = new TlObject("inputPeerChannel") { ["channel_id"] = dialogs[^1], ["access_hash"] = Account.AccessHash(dialogs[^1]) };
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Fact]
    public async Task MigratedGroup_OldAndNewPart_PointAtEachOther()
    {
        var group = Telegram.World.AddChat(new ChatOptions { Kind = ChatKind.Group, Title = "Moved", Messages = 5, MigratedMessages = 4 });
        using var client = await LogInAsync();

        var full = (await client.CallAsync(new TlObject("channels.getFullChannel") { ["channel"] = Calls.Channel(group, Account) })).Object("full_chat");
        var past = await client.CallAsync(Calls.History(group.MigratedFrom!, Account));
        var now = await client.CallAsync(Calls.History(group, Account));

        Assert.Equal(group.MigratedFrom!.Id, full.Long("migrated_from_chat_id"));
        Assert.Equal(Calls.Ids(past)[0], full.Int("migrated_from_max_id"));
        Assert.Equal(group.Id, past.List<TlObject>("messages")[0].Object("action").Long("channel_id"));
        Assert.Equal(group.Id, past.List<TlObject>("chats")[0].Object("migrated_to").Long("channel_id"));
        Assert.Equal(group.MigratedFrom!.Id, now.List<TlObject>("messages")[^1].Object("action").Long("chat_id"));
    }

    [Fact]
    public async Task Participants_OfAGroup_AreListedAndLookedUp()
    {
        var group = Telegram.World.AddChat(new ChatOptions { Kind = ChatKind.Group, Username = "crowd", Messages = 1, Members = [Account.Phone] });
        using var client = await LogInAsync();

        var list = await client.CallAsync(new TlObject("channels.getParticipants") { ["channel"] = Calls.Channel(group, Account), ["filter"] = new TlObject("channelParticipantsRecent"), ["limit"] = 10 });
        var self = await client.CallAsync(new TlObject("channels.getParticipant") { ["channel"] = Calls.Channel(group, Account), ["participant"] = new TlObject("inputPeerSelf") });

        Assert.Equal(Account.Id, list.List<TlObject>("users").Single().Long("id"));
        Assert.Equal("channelParticipantSelf", self.Object("participant").Name);
    }
}
