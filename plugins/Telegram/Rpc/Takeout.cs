using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>A client that can ask within an export session (core.telegram.org/api/takeout).</summary>
internal interface ITakeoutClient : ITelegramClient
{
    /// <summary>The session in which everything about messages and files is asked; 0 for none.</summary>
    long Takeout { get; set; }
}

/// <summary>Puts questions into an export session.</summary>
internal static class Takeout
{
    /// <summary>The question within the session, when it is one that an export asks.</summary>
    public static ITlMethod<TResult> Within<TResult>(long session, ITlMethod<TResult> method) => session != 0 && IsPartOfExport(method) ? new Wrapped<TResult>(session, method) : method;

    private static bool IsPartOfExport(ITlRequest method) => method
        is MessagesGetHistory or MessagesGetReplies or MessagesGetMessages or ChannelsGetMessages or MessagesGetDialogs or UploadGetFileHashes or AccountFinishTakeoutSession;

    private sealed class Wrapped<TResult>(long session, ITlMethod<TResult> method) : ITlMethod<TResult>
    {
        public void Write(TlWriter w) => new InvokeWithTakeout { TakeoutId = session, Query = method }.Write(w);
        public TResult ReadResult(ref TlReader r) => method.ReadResult(ref r);
    }
}
