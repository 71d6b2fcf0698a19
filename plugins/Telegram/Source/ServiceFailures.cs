using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Source;

/// <summary>Says what the client's exceptions mean for a pipeline.</summary>
internal static class ServiceFailures
{
    /// <summary>The failure to throw instead; null for what is no failure of the service (a cancellation, a mistake of ours).</summary>
    public static FailureException? Of(Exception error, string account) => error switch
    {
        FloodWaitException flood => new(FailureKind.Throttled, $"{account}: {flood.Name}", flood) { RetryAfter = flood.Wait },
        RpcException { Name: "TAKEOUT_INVALID" or "TAKEOUT_REQUIRED" } over => new(FailureKind.Blocked, $"{account}: the export session has ended ({over.Name}). Run again to begin another one.", over),
        LoginLostException lost => new(FailureKind.Blocked, $"{account} is not signed in any more ({lost.Name}). Sign it in again.", lost),
        RpcException refused => new(refused.IsTemporary ? FailureKind.Transient : FailureKind.Permanent, $"{account}: {refused.Message}", refused),
        ConnectionLostException or TlException or ShortPartException or FileChangedException or SecurityCheckException
            => new(FailureKind.Transient, $"{account}: {error.Message}", error),
        AccountInUseException or AccountUnreadableException or LoginFailedException => new(FailureKind.Permanent, error.Message, error),
        _ => null,
    };

    /// <summary>The account does not see the chat; its sign-in is as good as before.</summary>
    public static bool IsUnseen(Exception error) => error is ChatUnseenException || error is RpcException { Name: "CHANNEL_PRIVATE" or "CHANNEL_INVALID" or "CHAT_FORBIDDEN" or "CHAT_ID_INVALID" or "PEER_ID_INVALID" or "USER_ID_INVALID" or "USER_BANNED_IN_CHANNEL" or "CHANNEL_BANNED" };
}
