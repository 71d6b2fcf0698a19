namespace TgPlatform.Plugins.Sandbox.Telegram.Faults;

/// <summary>One deliberate breach of the protocol; a client that keeps its security checks must refuse each of them.</summary>
public enum ServerLie
{
    /// <summary>The truth.</summary>
    None,

    /// <summary>resPQ repeats another nonce than the client's. On <c>req_pq_multi</c>.</summary>
    WrongNonce,

    /// <summary>The pq of resPQ is itself a prime, so it has no two factors. On <c>req_pq_multi</c>.</summary>
    PrimePq,

    /// <summary>resPQ names only a key nobody knows. On <c>req_pq_multi</c>.</summary>
    UnknownKey,

    /// <summary>server_DH_params_ok carries another server nonce. On <c>req_DH_params</c>.</summary>
    WrongServerNonce,

    /// <summary>The nonce inside the encrypted answer differs. On <c>req_DH_params</c>.</summary>
    WrongInnerNonce,

    /// <summary>The SHA-1 in front of the encrypted answer is wrong. On <c>req_DH_params</c>.</summary>
    WrongAnswerHash,

    /// <summary>dh_prime is composite. On <c>req_DH_params</c>.</summary>
    CompositePrime,

    /// <summary>dh_prime is a prime of 2048 bits but (p − 1) / 2 is not prime. On <c>req_DH_params</c>.</summary>
    UnsafePrime,

    /// <summary>dh_prime has 1024 bits. On <c>req_DH_params</c>.</summary>
    ShortPrime,

    /// <summary>g is 1. On <c>req_DH_params</c>.</summary>
    BadGenerator,

    /// <summary>g is allowed in general, but generates the wrong subgroup for this prime. On <c>req_DH_params</c>.</summary>
    WrongSubgroup,

    /// <summary>g_a is 1. On <c>req_DH_params</c>.</summary>
    TrivialPublicValue,

    /// <summary>g_a is smaller than 2^(2048−64). On <c>req_DH_params</c>.</summary>
    SmallPublicValue,

    /// <summary>g_a is p − 1. On <c>req_DH_params</c>.</summary>
    LargePublicValue,

    /// <summary>new_nonce_hash1 is wrong. On <c>set_client_DH_params</c>.</summary>
    WrongNewNonceHash,

    /// <summary>dh_gen_retry although the key was new; honest clients try again. On <c>set_client_DH_params</c>.</summary>
    DhRetry,

    /// <summary>dh_gen_fail. On <c>set_client_DH_params</c>.</summary>
    DhFail,

    /// <summary>msg_key does not belong to the message. On any method after the key exchange, like all that follow.</summary>
    WrongMessageKey,

    /// <summary>The message names another session.</summary>
    WrongSessionId,

    /// <summary>The message names another auth key.</summary>
    WrongKeyId,

    /// <summary>The message id is even, as only clients' ids are.</summary>
    EvenMessageId,

    /// <summary>The message id lies more than 300 seconds in the past.</summary>
    OldMessageId,

    /// <summary>The message id lies more than 30 seconds in the future.</summary>
    FutureMessageId,

    /// <summary>The message is sent twice with one id; the second must be dropped.</summary>
    RepeatedMessage,

    /// <summary>The padding is shorter than 12 bytes.</summary>
    ShortPadding,

    /// <summary>The padding is longer than 1024 bytes.</summary>
    LongPadding,

    /// <summary>message_data_length is larger than the message.</summary>
    WrongLength,

    /// <summary>The answer is an object of a number the schema does not have.</summary>
    UnknownConstructor,
}
