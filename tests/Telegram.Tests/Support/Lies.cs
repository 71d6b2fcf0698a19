namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>Where a server may deviate during the key exchange.</summary>
internal enum Lie
{
    None, ResPqNonce, UnknownKey, PrimePq, ParamsNonce, ParamsServerNonce, AnswerHash, InnerNonce, InnerServerNonce, Rubbish, ShortPrime,
    UnsafePrime, WrongGenerator, SmallPublicValue, LargePublicValue, OkNonce, OkServerNonce, OkHash, Retry, RetryHash, Fail, RetryForever,
}
