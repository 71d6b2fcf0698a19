using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Transport;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>Brings an account from its saved sign-in to work, or signs it in where codes are known.</summary>
internal sealed class AccountOpener(TelegramSourceOptions options, PluginContext context)
{
    // Longer waits are the lane's: a request that hangs for minutes would count as dead.
    private static readonly TimeSpan LongestSilentWait = TimeSpan.FromSeconds(15);

    // A service of one's own wants to hear of an application, not of a certain one.
    private const int AnyApplication = 1;

    private static readonly Dictionary<TelegramLibrary, Func<ClientOptions, AccountState, Action, TimeProvider, UpdateInbox?, ITelegramClient>> Libraries = new()
    {
        [TelegramLibrary.Own] = static (client, state, save, time, updates) => new TelegramClient(client, state, save, time) { OnUpdate = updates is null ? null : updates.Receive, OnNewSession = updates is null ? null : updates.CatchUp },
#if FULL_FEED
        [TelegramLibrary.Wtelegram] = static (client, state, save, time, updates) => new FullFeed.WTelegramConnection(client, state, save, time, updates),
#endif
    };

    private readonly AccountFolder _folder = new(
        options.Sessions is { } path ? context.Resolve(path) : Path.Combine(context.UserFolder, "accounts"), options.SessionSecret?.Reveal());

    /// <summary>The account, signed in and answered for by the service.</summary>
    /// <exception cref="FailureException">It cannot be used; the message says why and what to do.</exception>
    public async Task<TelegramAccount> OpenAsync(int index, Lane lane, CancellationToken cancel)
    {
        var name = options.Accounts[index];
        var phone = options.Server?.PhoneList is { Count: > 0 } phones ? phones[index] : null;
        AccountFile? file = null;
        ITelegramClient? client = null;
        try
        {
            file = phone is null ? OpenSaved(name) : null;
            var state = file?.State ?? new AccountState { HomeDc = ServerDc ?? KnownService.FirstDc };
            Action save = file is null ? static () => { } : file.Save;
            var signs = new LaneSigns(lane, options.StopAccountAfter, context.Time);
            var updates = options.Live ? new UpdateInbox() : null;
            client = Libraries[options.Client](ClientOptionsFor(name, state, signs.Wait), state, save, context.Time, updates);
            if (phone is not null) await client.SignInAsync(phone, new KnownCode(options.Server!.Code!), cancel);
            var user = (await client.InvokeAsync(new UsersGetUsers { Id = [new InputUserSelf()] }, cancel)).FirstOrDefault();
            state.IsPremium = user is User { Premium: true };
            lane.Note = state.IsPremium ? "premium" : "no premium";
            var takeout = options.Takeout ? new TakeoutSession(name, (ITakeoutClient)client, state, save, context.Logger) : null;
            if (takeout is not null) await takeout.BeginAsync(options.StopAccountAfter, signs.Wait, cancel);
            var pace = AccountPace.Of(options, name);
            return new TelegramAccount(name, lane, signs, pace, client, file, new ChatResolver(client, state, save, options.Join), new FileDownloader(client, options.VerifyHashes, pace.ConnectionsFor(state.IsPremium))) { Updates = updates, Quality = new(options.VideoHeight), Takeout = takeout };
        }
        catch (Exception error)
        {
            if (client is not null) await client.DisposeAsync();
            file?.Dispose();
            if (ServiceFailures.Of(error, name) is { } failure) throw failure;
            throw;
        }
    }

    private int? ServerDc => options.Server is { } server && ServerAddress.TryParse(server.Address, out var address) ? address.Dc : null;

    private AccountFile OpenSaved(string name)
    {
        if (_folder.Has(name))
        {
            var file = _folder.Open(name);
            if (file.State.UserId != 0) return file;
            file.Dispose();
        }
        throw new FailureException(FailureKind.Permanent, $"{name} is not signed in. Sign it in with 'tgp login {name}'.");
    }

    private ClientOptions ClientOptionsFor(string name, AccountState state, Action<WaitNotice> onWait)
    {
        var apiId = options.ApiId ?? state.ApiId;
        if (apiId == 0 && options.Server is null)
            throw new FailureException(FailureKind.Permanent, $"{name} was signed in without an application of yours. Set api_id to its number at my.telegram.org.");
        var proxy = options.Proxies.FirstOrDefault(own => string.Equals(own.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.Reveal() ?? options.Proxy?.Reveal() ?? state.Proxy;
        var client = new ClientOptions(apiId == 0 ? AnyApplication : apiId, options.ApiHash?.Reveal() ?? (state.ApiHash.Length > 0 ? state.ApiHash : $"{AnyApplication}"))
        {
            LongestWait = LongestSilentWait,
            OnWait = onWait,
            Proxy = proxy.Length == 0 ? null : ProxySettings.Parse(proxy),
        };
        if (options.Server is not { } server || !ServerAddress.TryParse(server.Address, out var address)) return client;
        return client with { Keys = [RsaKey.FromPem(server.Key)], Addresses = new Dictionary<int, DcAddress[]> { [address.Dc] = [address.Address] } };
    }

    /// <summary>Answers with the code the pipeline names; nobody is asked.</summary>
    private sealed class KnownCode(Secret code) : ILoginPrompt
    {
        public Task<string?> CodeAsync(SentCode sent, CancellationToken cancel) => sent.WasWrong
            ? throw new LoginFailedException("The code in server.code is not the one the service wants.")
            : Task.FromResult<string?>(code.Reveal());

        public Task<string> PasswordAsync(string hint, CancellationToken cancel) => throw new LoginFailedException("The account has a password; accounts that sign in by themselves must not.");
    }
}
