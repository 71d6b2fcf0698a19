namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>The connection ended or could not be made; trying again may help.</summary>
internal class ConnectionLostException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Whoever answered in a proxy's place does not know its secret. Nothing was said to it.</summary>
internal sealed class ProxyUnprovenException(ProxySettings proxy)
    : ConnectionLostException($"the proxy {proxy} did not prove that it knows the secret: the secret is not its own, its clock or this machine's is wrong, or something else answers in its place");

/// <summary>The service answered with a bare error number instead of a packet.</summary>
internal sealed class TransportErrorException(int code) : ConnectionLostException($"the service refused the connection with transport error {code}: {Meaning(code)}")
{
    public int Code { get; } = code;

    /// <summary>The service does not know the authorization key.</summary>
    public bool IsKeyUnknown => Code == -404;

    /// <summary>Too many connections; come back later.</summary>
    public bool IsFlood => Code == -429;

    private static string Meaning(int code) => code switch
    {
        -404 => "it does not know the authorization key",
        -429 => "too many connections at once",
        -444 => "this is another data centre",
        _ => "no known meaning",
    };
}
