using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary><c>tgp accounts import</c>: takes over a sign-in from another library's session string, once Telegram has agreed to it.</summary>
internal sealed class ImportCommand(AccountConnectOptions options, CommandContext context)
{
    private readonly AccountDesk _desk = new(options, context);

    public Task RunAsync(CancellationToken cancel) => CommandFailures.SayAsync(async () =>
    {
        using var file = _desk.OpenNew(options.Name);
        var session = SessionString.Parse(await context.Console.AskAsync("Session string of Telethon or mtcute", isSecret: true, cancel));
        await _desk.PrepareAsync(options, file.State, cancel);
        file.State.HomeDc = session.Dc;
        var home = file.State.Dc(session.Dc);
        (home.Key, home.IsAuthorised) = (session.Key, true);
        await using (var client = _desk.Client(file))
        {
            // Asked as a stranger first: who it is, is what the answer says.
            var users = await client.InvokeAsync(new UsersGetUsers { Id = [new InputUserSelf()] }, cancel);
            if (users is not [User user]) throw AccountDesk.Failure("Telegram does not say whose session this is.");
            client.LoggedIn(user);
            context.Console.Line($"{options.Name} is signed in as {AccountText.NameOf(user)} ({AccountText.Masked(file.State.Phone)}).");
        }
        context.Console.Note("Do not use the session in the other program any more: two places at once cost the login.");
        return true;
    });
}
