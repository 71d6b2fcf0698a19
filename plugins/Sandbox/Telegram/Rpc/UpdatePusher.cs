using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>Tells connected sessions what happened. For rules, a push counts as a call of <c>updates</c>.</summary>
internal sealed class UpdatePusher
{
    private readonly TelegramServer _server;

    public UpdatePusher(TelegramServer server)
    {
        _server = server;
        server.World.Happened += Push;
        server.Logins.TokenAccepted += session => Push(session, new TlObject("updateShort") { ["update"] = new TlObject("updateLoginToken"), ["date"] = server.UnixTime });
    }

    private void Push(ChatEvent happened, IReadOnlyCollection<Account> members)
    {
        foreach (var member in members)
        {
            foreach (var session in SessionsOf(member)) Push(session, UpdatesFor(member, happened));
        }
    }

    private IEnumerable<ServerSession> SessionsOf(Account account) => _server.DataCentres
        .Where(dataCentre => dataCentre.Id == account.Options.DataCentre)
        .SelectMany(dataCentre => dataCentre.Keys)
        .Where(key => key.Login.Account == account)
        .SelectMany(key => key.Sessions)
        .Where(session => session.WantsUpdates);

    private TlObject UpdatesFor(Account account, ChatEvent happened)
    {
        var page = new MessagePage(_server.World, account);
        page.Mention(happened.Chat);
        return new TlObject("updates")
        {
            ["updates"] = EventView.Updates(happened, page).ToArray(),
            ["users"] = page.Users,
            ["chats"] = page.Chats,
            ["date"] = _server.UnixTime,
        };
    }

    private void Push(ServerSession session, TlObject updates)
    {
        var fault = _server.Faults.Take("updates", session.Key.Login.Account?.Phone, 0);
        var message = session.Message(updates, content: true, answer: false, _server.Now);
        if (fault.Silent || session.Connection is not { } connection) return;
        // Whatever is held back must not hold back the others.
        if (fault.Reorder) _server.Run(SendAsync(connection, session, message, fault));
        else _server.Run(session.InOrder(() => SendAsync(connection, session, message, fault)));
    }

    private async Task SendAsync(ClientConnection connection, ServerSession session, OutgoingMessage message, Fault fault)
    {
        try
        {
            if (fault.DelayMilliseconds > 0) await _server.DelayAsync(fault.DelayMilliseconds, connection.Closing);
            if (fault.Reorder) await connection.SendLaterAsync(session.Key, session, message);
            else await connection.SendAsync(session.Key, session, message, fault.Lie);
            if (fault.Lie == ServerLie.RepeatedMessage) await connection.SendAsync(session.Key, session, message);
            await connection.SendHeldAsync(session.Key, session);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody listens any more; whoever comes back asks for the difference.
            _server.Note($"update not delivered: {exception.Message}");
        }
    }
}
