namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Which of the checks of core.telegram.org/mtproto/security_guidelines did not hold.</summary>
internal enum SecurityCheck
{
    Nonce, ServerNonce, Fingerprint, Factors, Group, PublicValue, AnswerHash, NewNonceHash,
    AuthKeyId, MessageKey, MessageLength, Padding, SessionId, MessageIdParity, MessageIdTime, FileHash,
}

/// <summary>Something from the other side that an honest service would not send. Nothing of it was used; the exchange or the connection ends.</summary>
internal sealed class SecurityCheckException(SecurityCheck check, string message) : Exception(message)
{
    public SecurityCheck Check { get; } = check;
}
