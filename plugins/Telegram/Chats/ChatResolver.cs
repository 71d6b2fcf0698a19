using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>The account cannot see the chat; the message says why, for people.</summary>
internal sealed class ChatUnseenException(string message) : Exception(message);

/// <summary>
/// From a chat's name to the chat as one account sees it. What was met before is asked for by id and hash; a public name is looked up only
/// when that fails, because the service allows few look-ups.
/// </summary>
/// <param name="joins">Join chats the account is not a member of.</param>
internal sealed class ChatResolver(ITelegramClient client, AccountState state, Action save, bool joins)
{
    private const int DialogsPerPage = 100;

    private bool _hasReadDialogs;

    /// <exception cref="ChatUnseenException">The account cannot see it.</exception>
    public async Task<AccountChat> ResolveAsync(ChatName name, CancellationToken cancel)
    {
        var chat = await KnownAsync(name.Identity, cancel) ?? await FindAsync(name, cancel);
        if (chat.MigratedTo is { } successor) chat = await SuccessorAsync(successor, cancel);
        return Remember(name.Identity, chat.IsMember || !joins ? chat : await JoinAsync(chat, cancel));
    }

    /// <summary>The supergroup an old group has become.</summary>
    /// <exception cref="ChatUnseenException">The account cannot see it.</exception>
    public Task<AccountChat> SuccessorAsync(InputChannel successor, CancellationToken cancel)
    {
        var key = ChatKey.Channel(successor.ChannelId);
        state.Chats[key.ToString()] = new(IsGroup: false, key.Id, successor.AccessHash);
        return ByKeyAsync(key, cancel);
    }

    /// <summary>A chat another one has led to.</summary>
    /// <exception cref="ChatUnseenException">The account cannot see it.</exception>
    public async Task<AccountChat> ByKeyAsync(ChatKey key, CancellationToken cancel)
    {
        var identity = key.ToString();
        if (await KnownAsync(identity, cancel) is { } known) return known;
        await ReadDialogsAsync(cancel);
        return await KnownAsync(identity, cancel) ?? throw new ChatUnseenException(key.Sort == ChatSort.Person ? "it has no chat with this person" : "it is not a member");
    }

    /// <summary>Keeps every chat that came along with an answer.</summary>
    public void Meet(IEnumerable<AnyChat> chats) => Meet(chats.Select(AccountChat.Of));

    private async Task<AccountChat> FindAsync(ChatName name, CancellationToken cancel)
    {
        if (name.IsSaved) return await PersonAsync(new InputUserSelf(), cancel) ?? throw new ChatUnseenException("the service does not say who the account is");
        if (name.Invite is { } hash) return await InvitedAsync(hash, cancel);
        if (name.Username is not { } username) return await ByKeyAsync(name.Key!.Value, cancel);
        try
        {
            var found = await client.InvokeAsync(new ContactsResolveUsername { Username = username }, cancel);
            return found.Chats.Select(AccountChat.Of).Concat(found.Users.Select(AccountChat.Of)).FirstOrDefault(chat => chat?.Key == ChatKey.Of(found.Peer)) ?? throw new ChatUnseenException("the service does not say whose name it is");
        }
        catch (RpcException error) when (error.Name is "USERNAME_NOT_OCCUPIED" or "USERNAME_INVALID")
        {
            throw new ChatUnseenException("nobody has this name");
        }
    }

    private async Task<AccountChat> InvitedAsync(string hash, CancellationToken cancel)
    {
        try
        {
            switch (await client.InvokeAsync(new MessagesCheckChatInvite { Hash = hash }, cancel))
            {
                case ChatInviteAlready already when AccountChat.Of(already.Chat) is { } chat:
                    return chat;
                case ChatInvite { RequestNeeded: true }:
                    throw new ChatUnseenException("whoever follows the invite must be approved first");
                case ChatInvite when joins:
                    return ChatOf(await client.InvokeAsync(new MessagesImportChatInvite { Hash = hash }, cancel));
                default:
                    throw new ChatUnseenException("it is not a member; join: true lets it follow the invite");
            }
        }
        catch (RpcException error) when (error.Name.StartsWith("INVITE_", StringComparison.Ordinal) || error.Name is "CHANNELS_TOO_MUCH" or "USERS_TOO_MUCH")
        {
            throw new ChatUnseenException($"the invite does not work ({error.Name})");
        }
    }

    private async Task<AccountChat> JoinAsync(AccountChat chat, CancellationToken cancel)
    {
        try
        {
            return ChatOf(await client.InvokeAsync(new ChannelsJoinChannel { Channel = chat.InputChannel }, cancel));
        }
        catch (RpcException error) when (error.Code == 400)
        {
            throw new ChatUnseenException($"it cannot join ({error.Name})");
        }
    }

    private static AccountChat ChatOf(AnyMessagesChatInviteJoinResult joined)
    {
        AnyChat[] chats = joined is MessagesChatInviteJoinResultOk { Updates: var updates } ? updates switch
        {
            Schema.Updates one => one.Chats,
            UpdatesCombined several => several.Chats,
            _ => [],
        } : [];
        return chats.Select(AccountChat.Of).OfType<AccountChat>().FirstOrDefault() ?? throw new ChatUnseenException("joining needs a person: open the link in an official app");
    }

    private async Task<AccountChat?> PersonAsync(AnyInputUser person, CancellationToken cancel)
        => (await client.InvokeAsync(new UsersGetUsers { Id = [person] }, cancel)).Select(AccountChat.Of).FirstOrDefault();

    private async Task<AccountChat?> KnownAsync(string identity, CancellationToken cancel)
    {
        if (!state.Chats.TryGetValue(identity, out var known)) return null;
        try
        {
            if (known.IsPerson) return await PersonAsync(known.Id == client.UserId ? new InputUserSelf() : new InputUser { UserId = known.Id, AccessHash = known.AccessHash }, cancel);
            var answer = known.IsGroup
                ? await client.InvokeAsync(new MessagesGetChats { Id = [known.Id] }, cancel)
                : await client.InvokeAsync(new ChannelsGetChannels { Id = [new InputChannel { ChannelId = known.Id, AccessHash = known.AccessHash }] }, cancel);
            var chats = answer switch
            {
                MessagesChats all => all.Chats,
                MessagesChatsSlice slice => slice.Chats,
                _ => [],
            };
            return chats.Select(AccountChat.Of).OfType<AccountChat>().FirstOrDefault();
        }
        catch (RpcException error) when (error.Code is 400 or 403)
        {
            // The hash is worth nothing any more, or the chat has gone private: look it up anew.
            state.Chats.TryRemove(identity, out _);
            return null;
        }
    }

    private async Task ReadDialogsAsync(CancellationToken cancel)
    {
        if (_hasReadDialogs) return;
        var request = new MessagesGetDialogs { OffsetPeer = new InputPeerEmpty(), Limit = DialogsPerPage };
        while (true)
        {
            var (dialogs, messages, chats, users, isLast) = await client.InvokeAsync(request, cancel) switch
            {
                MessagesDialogs all => (all.Dialogs, all.Messages, all.Chats, all.Users, true),
                MessagesDialogsSlice slice => (slice.Dialogs, slice.Messages, slice.Chats, slice.Users, slice.Dialogs.Length < DialogsPerPage),
                _ => ([], [], [], [], true),
            };
            var met = chats.Select(AccountChat.Of).Concat(users.Select(AccountChat.Of)).OfType<AccountChat>().DistinctBy(chat => chat.Key).ToDictionary(chat => chat.Key);
            // Not everybody who is spoken of has a chat.
            Meet(met.Values.Where(chat => chat.Key.Sort != ChatSort.Person).Concat(dialogs.OfType<Dialog>().Select(dialog => met.GetValueOrDefault(KeyOf(dialog.Peer)))));
            if (isLast || dialogs.OfType<Dialog>().LastOrDefault() is not { } last) break;
            var top = messages.OfType<Message>().FirstOrDefault(message => message.Id == last.TopMessage);
            request = new MessagesGetDialogs { OffsetDate = top?.Date ?? 0, OffsetId = last.TopMessage, OffsetPeer = met.GetValueOrDefault(KeyOf(last.Peer))?.Peer ?? new InputPeerEmpty(), Limit = DialogsPerPage };
        }
        _hasReadDialogs = true;
        save();
    }

    private void Meet(IEnumerable<AccountChat?> chats)
    {
        foreach (var chat in chats.OfType<AccountChat>()) Keep(chat.Key.ToString(), chat);
    }

    private static ChatKey KeyOf(AnyPeer peer) => ChatKey.Of(peer) ?? default;

    private AccountChat Remember(string identity, AccountChat chat)
    {
        if (Keep(identity, chat) | Keep(chat.Key.ToString(), chat)) save();
        return chat;
    }

    private bool Keep(string identity, AccountChat chat)
    {
        var hash = chat.Peer switch { InputPeerChannel channel => channel.AccessHash, InputPeerUser person => person.AccessHash, _ => 0 };
        var known = new KnownChat(chat.Key.Sort == ChatSort.Group, chat.Key.Id, hash, chat.Key.Sort == ChatSort.Person);
        if (state.Chats.TryGetValue(identity, out var before) && before == known) return false;
        state.Chats[identity] = known;
        return true;
    }
}
