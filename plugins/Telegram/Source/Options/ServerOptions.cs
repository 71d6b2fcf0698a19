using System.ComponentModel;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Telegram.Source.Options;

/// <summary>Another service than Telegram's own: the sandbox, or a test server.</summary>
public sealed record ServerOptions
{
    /// <summary>Where it is.</summary>
    [Description("Data centre and address of the service: 2@127.0.0.1:443. The other data centres are asked for there.")]
    [Example("${SANDBOX_TELEGRAM}")]
    public required string Address { get; init; }

    /// <summary>How it proves who it is.</summary>
    [Description("Its public RSA key, as PEM.")]
    [Example("${SANDBOX_TELEGRAM_KEY}")]
    public required string Key { get; init; }

    /// <summary>Who signs in.</summary>
    [Description("Phone numbers, separated by commas, in the order of accounts: they sign in by themselves on every run, and nothing is kept. For services whose codes are known.")]
    [Example("${SANDBOX_TELEGRAM_PHONES}")]
    public string? Phones { get; init; }

    /// <summary>The code.</summary>
    [Description("The code that signs these phone numbers in.")]
    [Example("${SANDBOX_TELEGRAM_CODE}")]
    public Secret? Code { get; init; }

    internal IReadOnlyList<string> PhoneList => Phones?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
