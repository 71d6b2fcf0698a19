using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Source.Pool;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Source.Options;

/// <summary>The rules for options that a type and a range cannot say.</summary>
internal static class OptionChecks
{
    public static IEnumerable<OptionMistake> Of(TelegramSourceOptions options)
    {
        if (options.Accounts.Count == 0) yield return new("accounts", "There is no account. Name at least one that is signed in.");
        foreach (var name in options.Accounts.Where(name => !AccountFolder.IsName(name)))
            yield return new("accounts", $"'{name}' is no name for an account. Use letters, digits, '-', '_' and '.'.");
        foreach (var twice in options.Accounts.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return new("accounts", $"'{twice.Key}' is there twice. Keep one.");
        if (options.Chats.Count == 0) yield return new("chats", "There is no chat. Name at least one.");
        foreach (var chat in options.Chats)
            if (!ChatName.TryParse(chat, out _, out var problem)) yield return new("chats", problem);
        if (options.Media.Count == 0) yield return new("media", "Nothing is left to take. Name at least one kind, or leave the option out.");
        if (options.FromId > options.ToId) yield return new("to_id", "It is below from_id, so no message is left.");
        if (options.Since >= options.Until) yield return new("until", "It is not after since, so no message is left.");
        foreach (var name in options.Careful.Where(name => !options.Accounts.Contains(name, StringComparer.OrdinalIgnoreCase))) yield return new("careful", $"There is no account '{name}'.");
        if (options.AtOnce.Large > options.AtOnce.Files) yield return new("at_once", "large is more than files, of which it is a part.");
#if !FULL_FEED
        if (options.Client == TelegramLibrary.Wtelegram) yield return new("client", "This tgp was built without WTelegramClient. Build it with -p:FullFeed=true, or leave the option out.");
#endif
        if (options.Live && (options.ToId is not null || options.Until is not null)) yield return new("live", "What has an end cannot be followed. Leave out to_id and until, or live.");
        if (!options.Live && options.Events.Count > 0) yield return new("events", "They are seen by following only. Set live, or leave them out.");
        if (options.Takeout && options.Client != TelegramLibrary.Own) yield return new("takeout", "Only TgPlatform's own client exports. Leave out client, or takeout.");
        if (options.Takeout && options.Live) yield return new("takeout", "An export has an end, and what is followed has none. Leave out takeout, or live.");
        foreach (var mistake in Proxies(options).Concat(Server(options))) yield return mistake;
    }

    private static IEnumerable<OptionMistake> Proxies(TelegramSourceOptions options)
    {
        if (options.Proxy is { } proxy && ProblemOf(proxy) is { } problem) yield return new("proxy", problem);
        foreach (var (account, own) in options.Proxies)
        {
            if (!options.Accounts.Contains(account, StringComparer.OrdinalIgnoreCase)) yield return new("proxies", $"There is no account '{account}'.");
            if (ProblemOf(own) is { } wrong) yield return new("proxies", $"{account}: {wrong}");
        }
    }

    private static IEnumerable<OptionMistake> Server(TelegramSourceOptions options)
    {
        if (options.Server is not { } server) yield break;
        if (!ServerAddress.TryParse(server.Address, out _)) yield return new("server", "address is not one. Write the data centre, an @, an IP address and a port: 2@127.0.0.1:443.");
        if (KeyProblem(server.Key) is { } problem) yield return new("server", problem);
        if (server.PhoneList.Count == 0) yield break;
        if (server.PhoneList.Count < options.Accounts.Count) yield return new("server", $"There are {options.Accounts.Count} accounts, but {server.PhoneList.Count} phone numbers in phones.");
        if (server.Code is null) yield return new("server", "phones needs code.");
    }

    private static string? ProblemOf(Secret proxy)
    {
        try
        {
            ProxySettings.Parse(proxy.Reveal());
            return null;
        }
        catch (FormatException mistake)
        {
            return mistake.Message;
        }
    }

    private static string? KeyProblem(string pem)
    {
        try
        {
            RsaKey.FromPem(pem);
            return null;
        }
        catch (Exception mistake) when (mistake is ArgumentException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            return "key is not a public RSA key as PEM.";
        }
    }
}
