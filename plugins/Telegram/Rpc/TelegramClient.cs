using System.Collections.Concurrent;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>One account's view of the service: asks any method at the right data centre, follows migrations, waits when told to.</summary>
internal sealed class TelegramClient(ClientOptions options, AccountState state, Action save, TimeProvider time) : ICdnClient, ITakeoutClient
{
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<int, DataCentre> _dcs = new();
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _authorising = new();
    private readonly SemaphoreSlim _configuring = new(1);

    public ClientOptions Options => options;
    public TimeProvider Time => time;
    public int HomeDc => state.HomeDc;
    public long UserId => state.UserId;
    public bool IsPremium => state.IsPremium;

    /// <inheritdoc/>
    public long Takeout { get; set; }

    /// <summary>Gets every update as it lies in the receiving buffer; set before the first call, or there are none.</summary>
    public Action<ReadOnlyMemory<byte>>? OnUpdate { get; init; }

    /// <summary>The service began a session anew; updates may have been missed.</summary>
    public Action? OnNewSession { get; init; }

    public Task SignInAsync(string phone, ILoginPrompt prompt, CancellationToken cancel) => new Login(this, prompt).ByCodeAsync(phone, cancel);

    /// <summary>Asks the account's own data centre.</summary>
    public Task<TResult> InvokeAsync<TResult>(ITlMethod<TResult> method, CancellationToken cancel) => InvokeAsync(null, method, cancel);

    /// <summary>Asks a certain data centre, logging in there first if need be.</summary>
    public async Task<TResult> InvokeOnAsync<TResult>(int dc, ITlMethod<TResult> method, CancellationToken cancel)
    {
        await AuthoriseAsync(dc, cancel);
        return await InvokeAsync(dc, method, cancel);
    }

    public async ValueTask<IPartLinks> PartsAsync(int dc, CancellationToken cancel)
    {
        await AuthoriseAsync(dc, cancel);
        return new DataCentreLinks(await ReachableAsync(dc, cancel), Takeout);
    }

    public async Task<TResult> InvokeAsync<TResult>(int? dc, ITlMethod<TResult> method, CancellationToken cancel)
    {
        method = Rpc.Takeout.Within(Takeout, method);
        for (var attempt = 1; ; attempt++)
        {
            var target = dc ?? HomeDc;
            try
            {
                return await AskAsync(await ReachableAsync(target, cancel), method, cancel);
            }
            catch (FloodWaitException flood) when (flood.Wait <= options.LongestWait)
            {
                await ((ITelegramClient)this).WaitAsync(target, flood, cancel);
                attempt = 0;
            }
            catch (MigrateException migrate) when (dc is null && attempt < MostAttempts && !migrate.Name.StartsWith("FILE", StringComparison.Ordinal))
            {
                MoveHome(migrate.Dc);
            }
            catch (RpcException error) when (attempt < MostAttempts && (error.IsTemporary || error.Name == "CONNECTION_NOT_INITED"))
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancel);
            }
            catch (TransportErrorException error) when (error.IsKeyUnknown && attempt < MostAttempts)
            {
                await RecoverKeyAsync(target, cancel);
            }
        }
    }

    /// <summary>Asks a data centre of the CDN, which knows neither accounts nor Telegram's key.</summary>
    public async Task<TResult> InvokeOnCdnAsync<TResult>(int dc, ITlMethod<TResult> method, CancellationToken cancel)
    {
        if (!_dcs.ContainsKey(dc))
        {
            var config = await InvokeAsync(new HelpGetCdnConfig(), cancel);
            var keys = config.PublicKeys.Where(k => k.DcId == dc).Select(k => RsaKey.FromPem(k.PublicKey)).ToArray();
            if (state.Dc(dc).Addresses.Length == 0) await LoadAddressesAsync(cancel);
            _dcs.GetOrAdd(dc, id => new DataCentre(id, options with { Keys = keys }, state.Dc(id), save, time, null, null));
        }
        return await InvokeAsync(dc, method, cancel);
    }

    /// <summary>The account is logged in at its home, or is not any more.</summary>
    public void LoggedIn(AnyUser? user)
    {
        var self = user as User;
        (state.UserId, state.IsPremium) = (self?.Id ?? 0, self?.Premium ?? false);
        (state.UserName, state.Phone) = ($"{self?.FirstName} {self?.LastName}".Trim(), self?.Phone ?? "");
        foreach (var dc in state.Dcs.Values) dc.IsAuthorised = false;
        state.Dc(HomeDc).IsAuthorised = user is not null;
        save();
    }

    public void MoveHome(int dc)
    {
        state.HomeDc = dc;
        save();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var dc in _dcs.Values) await dc.DisposeAsync();
        foreach (var turn in _authorising.Values) turn.Dispose();
        _configuring.Dispose();
    }

    private static async Task<TResult> AskAsync<TResult>(DataCentre dc, ITlMethod<TResult> method, CancellationToken cancel)
    {
        var call = new RpcCall<TResult>(method);
        dc.Main.Send(call);
        await using var stop = cancel.Register(() => dc.Main.Cancel(call));
        return await call.Answer;
    }

    private async Task<DataCentre> ReachableAsync(int id, CancellationToken cancel)
    {
        if (!IsKnown(id)) await LoadAddressesAsync(cancel);
        return _dcs.GetOrAdd(id, Create);
    }

    private DataCentre Create(int id) => new(id, options, state.Dc(id), save, time, id == HomeDc ? OnUpdate : null, OnNewSession);

    private async Task LoadAddressesAsync(CancellationToken cancel)
    {
        await _configuring.WaitAsync(cancel);
        try
        {
            var config = await AskAsync(_dcs.GetOrAdd(KnownDc(), Create), new HelpGetConfig(), cancel);
            // Other secrets than these ask for a disguise as TLS, which we have not.
            var usable = config.DcOptions.Where(o => (!o.TcpoOnly || options.IsObfuscated) && (o.Secret is null || o.Secret.Length == Obfuscation.SecretLength));
            foreach (var dc in usable.GroupBy(o => o.Id))
                state.Dc(dc.Key).Addresses = [.. dc.Select(o => new DcAddress(o.IpAddress, o.Port, o.MediaOnly) { Secret = o.Secret })];
            save();
        }
        finally
        {
            _configuring.Release();
        }
    }

    private async Task AuthoriseAsync(int dc, CancellationToken cancel)
    {
        if (dc == HomeDc || state.Dc(dc).IsAuthorised) return;
        // Once per data centre, and all of them at once: each takes a key exchange.
        var turn = _authorising.GetOrAdd(dc, static _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            if (state.Dc(dc).IsAuthorised) return;
            var exported = await InvokeAsync(new AuthExportAuthorization { DcId = dc }, cancel);
            await InvokeAsync(dc, new AuthImportAuthorization { Id = exported.Id, Bytes = exported.Bytes }, cancel);
            state.Dc(dc).IsAuthorised = true;
            save();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Exports the login to a data centre that does not know it any more.</summary>
    public async Task LogInAgainAsync(int dc, CancellationToken cancel)
    {
        if (dc == HomeDc) throw new LoginLostException(401, "AUTH_KEY_UNREGISTERED");
        state.Dc(dc).IsAuthorised = false;
        await AuthoriseAsync(dc, cancel);
    }

    /// <summary>After a data centre did not know our key: logs in there again under the next one, if that can be done without a person.</summary>
    public async Task RecoverKeyAsync(int dc, CancellationToken cancel)
    {
        if (dc == HomeDc && state.UserId != 0) throw new LoginLostException(401, "AUTH_KEY_UNREGISTERED");
        if (state.UserId != 0) await AuthoriseAsync(dc, cancel);
    }

    // The data centre to ask about the others: home, or before it was ever reached any that is known.
    private int KnownDc() => IsKnown(HomeDc) ? HomeDc : options.Addresses.Keys.First();

    private bool IsKnown(int dc) => state.Dc(dc).Addresses.Length > 0 || options.Addresses.ContainsKey(dc);
}
