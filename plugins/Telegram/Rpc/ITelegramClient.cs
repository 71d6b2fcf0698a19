using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>
/// One account's connection to the service, by whichever library: all that login, chats, files, updates and the source need of one.
/// Short waits are waited, failures are told by our exceptions whoever met them.
/// </summary>
internal interface ITelegramClient : IAsyncDisposable
{
    ClientOptions Options { get; }
    TimeProvider Time { get; }
    int HomeDc { get; }
    long UserId { get; }

    /// <summary>Signs in by the code that is sent to the phone, and the password if there is one.</summary>
    Task SignInAsync(string phone, ILoginPrompt prompt, CancellationToken cancel);

    /// <summary>Asks the account's own data centre.</summary>
    Task<TResult> InvokeAsync<TResult>(ITlMethod<TResult> method, CancellationToken cancel);

    /// <summary>Asks a certain data centre, logging in there first if need be.</summary>
    Task<TResult> InvokeOnAsync<TResult>(int dc, ITlMethod<TResult> method, CancellationToken cancel);

    /// <summary>The way to the files of a data centre, logged in there.</summary>
    ValueTask<IPartLinks> PartsAsync(int dc, CancellationToken cancel);

    /// <summary>Logs in to a data centre that does not know the account any more.</summary>
    Task LogInAgainAsync(int dc, CancellationToken cancel);

    /// <summary>Waits as long as the service wants, after telling whoever wants to know.</summary>
    async Task WaitAsync(int dc, FloodWaitException flood, CancellationToken cancel)
    {
        Options.OnWait?.Invoke(new WaitNotice(dc, flood.Wait, flood.IsPremium, flood.Name));
        await Task.Delay(flood.Wait, Time, cancel);
    }
}

/// <summary>A client that can also ask the CDN, and find a way back after the service forgot its key.</summary>
internal interface ICdnClient : ITelegramClient
{
    /// <summary>Asks a data centre of the CDN, which knows neither accounts nor Telegram's key.</summary>
    Task<TResult> InvokeOnCdnAsync<TResult>(int dc, ITlMethod<TResult> method, CancellationToken cancel);

    /// <summary>After a data centre did not know our key: logs in there again under the next one, if that can be done without a person.</summary>
    Task RecoverKeyAsync(int dc, CancellationToken cancel);
}
