using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Commands;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Telegram.Tests.Commands;

/// <summary>The commands for accounts against the emulated service, in a folder of their own.</summary>
internal sealed class CommandRun(Service service) : IDisposable
{
    public TempFolder Folder { get; } = new();

    public string Server => $"2@{service.Telegram.EndPoints[2]}";

    public CommandContext Context(ScriptedConsole console, bool json = false)
        => new(new PluginContext { UserFolder = Folder.Root, BaseFolder = Folder.Root }, console, json);

    public LoginOptions Login(string name) => new() { Name = name, Server = Server, ServerKey = service.Telegram.PublicKeyPem };

    public async Task<ScriptedConsole> LoginAsync(string name, params string[] answers)
    {
        var console = new ScriptedConsole(answers);
        await new LoginCommand(Login(name), Context(console)).RunAsync(default);
        return console;
    }

    public async Task<ScriptedConsole> ListAsync(bool json = false)
    {
        var console = new ScriptedConsole();
        await new AccountsCommand(new AccountListOptions(), Context(console, json)).ListAsync();
        return console;
    }

    public async Task<ScriptedConsole> ShowAsync(string name, bool check = false, bool json = false)
    {
        var console = new ScriptedConsole();
        await new AccountsCommand(new AccountListOptions(), Context(console, json)).ShowAsync(name, check, default);
        return console;
    }

    public async Task<ScriptedConsole> LogoutAsync(string name, bool forget = false)
    {
        var console = new ScriptedConsole();
        await new AccountsCommand(new AccountListOptions(), Context(console)).LogOutAsync(name, forget, default);
        return console;
    }

    public void Dispose() => Folder.Dispose();
}
