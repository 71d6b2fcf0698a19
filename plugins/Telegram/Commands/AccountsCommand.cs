using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary><c>tgp accounts</c>: what is signed in on this machine, and its end.</summary>
internal sealed class AccountsCommand(AccountListOptions options, CommandContext context)
{
    private readonly AccountDesk _desk = new(options, context);

    public Task ListAsync() => CommandFailures.SayAsync(() =>
    {
        var all = _desk.Folder.Names.Select(Look).ToList();
        if (context.Json) context.Console.Line(JsonSerializer.Serialize(all, AccountSight.Json));
        else if (all.Count == 0) context.Console.Note("No account is signed in. 'tgp login NAME' signs one in.");
        else foreach (var one in all) context.Console.Line($"{one.Name,-16}  {one.Phone ?? "",-10}  {one.User ?? one.State}");
        return Task.FromResult(true);
    });

    public Task ShowAsync(string name, bool check, CancellationToken cancel) => CommandFailures.SayAsync(async () =>
    {
        using var file = _desk.OpenSaved(name);
        var sight = AccountSight.Of(name, file.State);
        if (check)
        {
            await using var client = _desk.Client(file);
            var users = await client.InvokeAsync(new UsersGetUsers { Id = [new InputUserSelf()] }, cancel);
            file.State.IsPremium = users is [User { Premium: true }];
            file.Save();
            sight = AccountSight.Of(name, file.State) with { State = "signed in, Telegram agrees" };
        }
        if (context.Json) context.Console.Line(JsonSerializer.Serialize(sight, AccountSight.Json));
        else foreach (var line in sight.Lines()) context.Console.Line(line);
        return true;
    });

    public Task LogOutAsync(string name, bool forget, CancellationToken cancel) => CommandFailures.SayAsync(async () =>
    {
        using var file = _desk.OpenSaved(name);
        if (!forget && file.State.UserId != 0) await EndAsync(name, file, cancel);
        file.Delete();
        context.Console.Line($"{name} is {(forget ? "forgotten here" : "signed out")}.");
        return true;
    });

    private async Task EndAsync(string name, AccountFile file, CancellationToken cancel)
    {
        await using var client = _desk.Client(file);
        try
        {
            await Login.LogOutAsync(client, cancel);
        }
        catch (LoginLostException lost)
        {
            context.Console.Note($"Telegram had ended it before ({lost.Name}).");
        }
        catch (ConnectionLostException lost)
        {
            throw AccountDesk.Failure($"Telegram cannot be reached, so the sign-in is kept: {lost.Message}. 'tgp accounts logout {name} --forget' removes it here only.");
        }
    }

    private AccountSight Look(string name)
    {
        try
        {
            using var file = _desk.Folder.Open(name);
            return AccountSight.Of(name, file.State);
        }
        catch (AccountInUseException)
        {
            return new AccountSight(name, "in use by another process");
        }
        catch (AccountUnreadableException)
        {
            return new AccountSight(name, "cannot be opened with this secret");
        }
    }
}
