using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Source.Pool;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>Where the sign-ins are; of all commands for accounts.</summary>
public record AccountListOptions
{
    /// <summary>The folder.</summary>
    [Description("Folder of the sign-ins; without it the plugin's own.")]
    [Example("/home/me/telegram")]
    public string? Sessions { get; init; }

    /// <summary>The key to them.</summary>
    [Description("Secret the sign-ins are encrypted with; without it TELEGRAM_SESSION_SECRET from the environment, or a key beside them.")]
    [Example("${TELEGRAM_SESSION_SECRET}")]
    public Secret? SessionSecret { get; init; }
}

/// <summary>A command for one account.</summary>
public record AccountCommandOptions : AccountListOptions, IValidatedOptions
{
    /// <summary>Which account.</summary>
    [Description("Name of the account, yours to choose; it becomes the name of a file.")]
    [Example("main")]
    public required string Name { get; init; }

    /// <inheritdoc/>
    public virtual IEnumerable<OptionMistake> Validate()
    {
        if (!AccountFolder.IsName(Name)) yield return new("name", $"'{Name}' is no name for an account. Use letters, digits, '-', '_' and '.'.");
    }
}

/// <summary><c>tgp accounts show</c>.</summary>
public sealed record AccountShowOptions : AccountCommandOptions
{
    /// <summary>Whether the service is asked.</summary>
    [Description("Ask Telegram whether the sign-in still holds.")]
    public bool Check { get; init; }
}

/// <summary><c>tgp accounts logout</c>.</summary>
public sealed record AccountLogoutOptions : AccountCommandOptions
{
    /// <summary>Whether only this machine forgets.</summary>
    [Description("Only forget it here, without telling Telegram: for a sign-in that was ended elsewhere, or that another program goes on using.")]
    public bool Forget { get; init; }
}

/// <summary>A command that reaches the service for an account that is not there yet.</summary>
public record AccountConnectOptions : AccountCommandOptions
{
    /// <summary>The application's number.</summary>
    [Description("Number of your application at my.telegram.org; without it TELEGRAM_API_ID from the environment.")]
    [Example("12345")]
    [Range(1, int.MaxValue)]
    public int? ApiId { get; init; }

    /// <summary>The application's secret.</summary>
    [Description("Secret of your application at my.telegram.org; without it TELEGRAM_API_HASH from the environment.")]
    [Example("${TELEGRAM_API_HASH}")]
    public Secret? ApiHash { get; init; }

    /// <summary>The way out.</summary>
    [Description("Proxy of the account, remembered with it: socks5://user:password@host:port, http://host:port, mtproxy://secret@host:port or a link to one (tg://proxy, https://t.me/proxy); secrets that begin with ee are understood.")]
    [Example("socks5://127.0.0.1:1080")]
    public Secret? Proxy { get; init; }

    /// <summary>Another service.</summary>
    [Description("A data centre of another service than Telegram's own, such as the sandbox.")]
    [Example("2@127.0.0.1:443")]
    public string? Server { get; init; }

    /// <summary>The other service's key.</summary>
    [Description("Public key of that service, as PEM.")]
    [Example("${SANDBOX_TELEGRAM_KEY}")]
    public string? ServerKey { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<OptionMistake> Validate() => base.Validate().Concat(Connection());

    private IEnumerable<OptionMistake> Connection()
    {
        if (Proxy is { } proxy && ProblemOf(() => ProxySettings.Parse(proxy.Reveal())) is { } wrong) yield return new("proxy", wrong);
        if (Server is not null && !ServerAddress.TryParse(Server, out _)) yield return new("server", "This is no address. Write the data centre, an @, an IP address and a port: 2@127.0.0.1:443.");
        if ((Server is null) != (ServerKey is null)) yield return new(Server is null ? "server" : "server_key", "server and server_key go together. Give both, or none for Telegram itself.");
        if (ServerKey is { } key && ProblemOf(() => RsaKey.FromPem(key)) is not null) yield return new("server_key", "This is no public key of 2048 bits as PEM.");
    }

    private static string? ProblemOf(Func<object> parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            return error.Message;
        }
    }
}

/// <summary><c>tgp login</c>.</summary>
public sealed record LoginOptions : AccountConnectOptions
{
    /// <summary>The phone number.</summary>
    [Description("Phone number of the account with its country's prefix; asked for when left out.")]
    [Example("+491700000001")]
    public string? Phone { get; init; }

    /// <summary>Whether a code is scanned instead.</summary>
    [Description("Show a QR code to scan with an app that is signed in (Settings, Devices, Link Desktop Device), instead of sending a code.")]
    public bool Qr { get; init; }

    /// <summary>Where the QR code goes as a picture.</summary>
    [Description("Keep the QR code in this PNG file as well while it is valid.")]
    [Example("login.png")]
    public string? QrFile { get; init; }
}
