using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>What a client needs to know about its application, the service and the way there.</summary>
internal sealed record ClientOptions(int ApiId, string ApiHash)
{
    public string DeviceModel { get; init; } = "TgPlatform";
    public string SystemVersion { get; init; } = Environment.OSVersion.Platform.ToString();
    public string AppVersion { get; init; } = "0.1.0";
    public string LanguageCode { get; init; } = "en";

    public IReadOnlyList<RsaKey> Keys { get; init; } = KnownService.Keys();
    public IReadOnlyDictionary<int, DcAddress[]> Addresses { get; init; } = KnownService.Addresses();
    public ProxySettings? Proxy { get; init; }
    public FrameKind Framing { get; init; } = FrameKind.Intermediate;
    public bool IsObfuscated { get; init; } = true;

    /// <summary>Waits the service asks for are waited up to this; longer ones are thrown.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Told about every wait before it begins.</summary>
    public Action<WaitNotice>? OnWait { get; init; }

    // A record prints its members; the hash is a secret.
    public override string ToString() => $"application {ApiId}";
}

/// <summary>The service wants a pause; nothing failed.</summary>
internal sealed record WaitNotice(int Dc, TimeSpan Wait, bool IsPremium, string Reason);
