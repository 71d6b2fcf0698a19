using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Handshake;

/// <summary>What a key exchange ends with.</summary>
/// <param name="Salt">The first server salt.</param>
/// <param name="ServerTime">The service's clock in seconds since 1970, at the end of the exchange.</param>
internal sealed record NewKey(AuthKey Key, long Salt, int ServerTime);

/// <summary>The secret shared with one data centre, for good. Several connections use one.</summary>
internal sealed class AuthKey
{
    public AuthKey(byte[] bytes) => (Bytes, Id) = (bytes, ExchangeKeys.KeyId(bytes));

    public byte[] Bytes { get; }
    public long Id { get; }

    public override string ToString() => "AuthKey ***";
}
