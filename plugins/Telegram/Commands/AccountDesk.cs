using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Source.Pool;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>What the commands for accounts have in common: the folder, and clients for what is in it.</summary>
internal sealed class AccountDesk(AccountListOptions options, CommandContext context)
{
    public AccountFolder Folder { get; } = new(
        options.Sessions is { } path ? context.Plugin.Resolve(path) : Path.Combine(context.Plugin.UserFolder, "accounts"),
        options.SessionSecret?.Reveal() ?? Environment.GetEnvironmentVariable("TELEGRAM_SESSION_SECRET"));

    /// <summary>Opens an account that is signed in.</summary>
    /// <exception cref="FailureException">There is none of this name.</exception>
    public AccountFile OpenSaved(string name)
    {
        if (!Folder.Has(name)) throw Failure($"There is no account '{name}'. {Others()}");
        return Folder.Open(name);
    }

    /// <summary>Opens a file for an account that is to be signed in.</summary>
    /// <exception cref="FailureException">It is signed in already.</exception>
    public AccountFile OpenNew(string name)
    {
        var file = Folder.Open(name);
        if (file.State.UserId == 0) return file;
        var who = file.State.UserName;
        file.Dispose();
        throw Failure($"'{name}' is signed in already, as {who}. Choose another name, or sign it out with 'tgp accounts logout {name}'.");
    }

    /// <summary>A client as the account was made with.</summary>
    public TelegramClient Client(AccountFile file, Action<ReadOnlyMemory<byte>>? onUpdate = null)
    {
        var state = file.State;
        return new(Options(state), state, Save, context.Plugin.Time) { OnUpdate = onUpdate };

        // Nothing is kept of an attempt to sign in that fails.
        void Save()
        {
            if (state.UserId != 0) file.Save();
        }
    }

    /// <summary>Puts what the person said about application, proxy and service into a fresh state.</summary>
    public async Task PrepareAsync(AccountConnectOptions given, AccountState state, CancellationToken cancel)
    {
        state.Dcs.Clear();
        (state.HomeDc, state.Proxy) = (KnownService.FirstDc, given.Proxy?.Reveal() ?? "");
        if (given.Server is { } server && ServerAddress.TryParse(server, out var address))
        {
            // The sandbox takes any application.
            (state.HomeDc, state.ApiId, state.ApiHash) = (address.Dc, given.ApiId ?? 1, given.ApiHash?.Reveal() ?? "sandbox");
            state.Dc(address.Dc).Addresses = [address.Address];
            return;
        }
        state.ApiId = given.ApiId ?? await ApiIdAsync(cancel);
        state.ApiHash = given.ApiHash?.Reveal() ?? Environment.GetEnvironmentVariable("TELEGRAM_API_HASH") ?? await context.Console.AskAsync("api_hash of your application at my.telegram.org", isSecret: true, cancel);
    }

    public static FailureException Failure(string message) => new(FailureKind.Permanent, message);

    private async Task<int> ApiIdAsync(CancellationToken cancel)
    {
        var text = Environment.GetEnvironmentVariable("TELEGRAM_API_ID") ?? await context.Console.AskAsync("api_id of your application at my.telegram.org", isSecret: false, cancel);
        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : throw Failure($"'{text}' is no api_id. It is a number.");
    }

    private ClientOptions Options(AccountState state)
    {
        var client = new ClientOptions(state.ApiId, state.ApiHash)
        {
            Proxy = state.Proxy.Length == 0 ? null : ProxySettings.Parse(state.Proxy),
            LongestWait = TimeSpan.FromMinutes(1),
            OnWait = wait => context.Console.Note($"Telegram wants a pause of {wait.Wait} ({wait.Reason})."),
        };
        if (options is not AccountConnectOptions { Server: { } server, ServerKey: { } key } || !ServerAddress.TryParse(server, out var address)) return client;
        return client with { Keys = [RsaKey.FromPem(key)], Addresses = new Dictionary<int, DcAddress[]> { [address.Dc] = [address.Address] } };
    }

    private string Others() => Folder.Names.Count == 0 ? "None is signed in yet: 'tgp login NAME'." : $"There are: {string.Join(", ", Folder.Names)}.";
}
