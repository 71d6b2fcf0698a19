using System.Collections.Concurrent;
using System.Net.Sockets;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;
using TgPlatform.Plugins.Telegram.Updates;
using WTelegram;

namespace TgPlatform.Plugins.Telegram.FullFeed;

/// <summary>
/// An account by WTelegramClient: it makes keys, signs in, keeps connections and speaks the protocol. Waits, old references, migrations of
/// files and short answers are dealt with above it, as for our own client. It does not reach the CDN, so the service sends such files itself.
/// </summary>
internal sealed class WTelegramConnection : ITelegramClient
{
    private const int MostAttempts = 5;

    private readonly AccountState _state;
    private readonly WTelegramSession _session;
    private readonly Client _client;
    private readonly ConcurrentDictionary<int, WTelegramParts> _parts = new();

    // It would write to the console, links for signing in among it.
    static WTelegramConnection() => Helpers.Log = static (_, _) => { };

    /// <param name="updates">Where to put what the service tells by itself; null when nobody wants to know.</param>
    public WTelegramConnection(ClientOptions options, AccountState state, Action save, TimeProvider time, UpdateInbox? updates = null)
    {
        (Options, Time, _state) = (options, time, state);
        WTelegramKeys.Trust(options.Keys);
        _session = new(options, state, save);
        _client = new Client(ConfigOf, _session.Begin(), _session.Keep)
        {
            // Whoever waits has to be seen waiting; we do it.
            FloodRetryThreshold = 0,
            MTProxyUrl = options.Proxy is { Kind: ProxyKind.MtProxy } proxy ? $"https://t.me/proxy?server={proxy.Host}&port={proxy.Port}&secret={proxy.SecretText}" : null,
            TcpHandler = DialAsync,
        };
        if (updates is null) return;
        _client.OnUpdates += update =>
        {
            updates.Receive(WTelegramCalls.Bytes(update));
            return Task.CompletedTask;
        };
        // After it has connected anew it asks where things stand; what was missed is asked for above it.
        _client.OnOther += other =>
        {
            if (other is TL.NewSessionCreated or TL.Updates_State) updates.CatchUp();
            return Task.CompletedTask;
        };
    }

    public ClientOptions Options { get; }
    public TimeProvider Time { get; }
    public int HomeDc => _state.HomeDc;
    public long UserId => _client.UserId;

    public async Task SignInAsync(string phone, ILoginPrompt prompt, CancellationToken cancel)
    {
        var asked = 0;
        await WTelegramFailures.OursAsync(WTelegramCalls.ConnectAsync(_client)).WaitAsync(cancel);
        var wanted = await WTelegramFailures.OursAsync(_client.Login(phone)).WaitAsync(cancel);
        while (wanted is not null)
        {
            var answer = wanted switch
            {
                // An empty answer asks for the code to be sent another way.
                "verification_code" => await prompt.CodeAsync(new SentCode("Telegram", 0, asked++ > 0), cancel) ?? "",
                "password" => await prompt.PasswordAsync("", cancel),
                _ => throw new LoginFailedException($"Telegram wants '{wanted}' from this account first. Give it in an official app, then log in again."),
            };
            wanted = await WTelegramFailures.OursAsync(_client.Login(answer)).WaitAsync(cancel);
        }
    }

    public Task<TResult> InvokeAsync<TResult>(ITlMethod<TResult> method, CancellationToken cancel)
        => AskAsync(HomeDc, () => Task.FromResult(_client), method, cancel);

    public Task<TResult> InvokeOnAsync<TResult>(int dc, ITlMethod<TResult> method, CancellationToken cancel)
        => AskAsync(dc, PartsOf(dc).ClientAsync, method, cancel);

    public ValueTask<IPartLinks> PartsAsync(int dc, CancellationToken cancel) => new(PartsOf(dc));

    // It drops what is not signed in any more by itself, and signs in again with the next connection.
    public Task LogInAgainAsync(int dc, CancellationToken cancel)
    {
        if (dc == HomeDc) throw new LoginLostException(401, "AUTH_KEY_UNREGISTERED");
        PartsOf(dc).Forget();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _client.DisposeAsync();

    private WTelegramParts PartsOf(int dc) => _parts.GetOrAdd(dc, static (dc, client) => new(client, dc), _client);

    private async Task<TResult> AskAsync<TResult>(int dc, Func<Task<Client>> clientOf, ITlMethod<TResult> method, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WTelegramFailures.OursAsync(AskOnceAsync(clientOf, method)).WaitAsync(cancel);
            }
            catch (FloodWaitException flood) when (flood.Wait <= Options.LongestWait)
            {
                await ((ITelegramClient)this).WaitAsync(dc, flood, cancel);
                attempt = 0;
            }
            catch (Exception error) when (attempt < MostAttempts && error is (RpcException { IsTemporary: true } or ConnectionLostException))
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), Time, cancel);
            }
        }
    }

    private static async Task<TResult> AskOnceAsync<TResult>(Func<Task<Client>> clientOf, ITlMethod<TResult> method)
    {
        var client = await WTelegramCalls.ConnectAsync(await clientOf());
        return await WTelegramCalls.AskAsync(client, method);
    }

    // Null lets it take its own default; it would ask on the console for what it has none for.
    private string? ConfigOf(string what) => what switch
    {
        "session_key" => _session.Key,
        "api_id" => $"{Options.ApiId}",
        "api_hash" => Options.ApiHash,
        "server_address" => _session.FirstAddress,
        "device_model" => Options.DeviceModel,
        "system_version" => Options.SystemVersion,
        "app_version" => Options.AppVersion,
        "system_lang_code" or "lang_code" => Options.LanguageCode,
        _ => null,
    };

    private async Task<TcpClient> DialAsync(string host, int port)
    {
        // To an MTProxy it speaks itself.
        var dialer = new Dialer(Time, Options.Proxy is { Kind: ProxyKind.MtProxy } ? null : Options.Proxy);
        return new TcpClient { Client = await dialer.OpenAsync(HomeDc, new DcAddress(host, port), CancellationToken.None) };
    }
}
