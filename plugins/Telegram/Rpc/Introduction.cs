using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>What stands before a call until the service has answered one: the layer we speak and who we are.</summary>
internal sealed class Introduction(ClientOptions options, bool hasUpdates) : ITlRequest
{
    public const int Layer = 227;

    public void Write(TlWriter w)
    {
        ITlRequest rest = hasUpdates ? new Rest() : new InvokeWithoutUpdates { Query = new Rest() };
        new InvokeWithLayer
        {
            Layer = Layer,
            Query = new InitConnection
            {
                ApiId = options.ApiId, DeviceModel = options.DeviceModel, SystemVersion = options.SystemVersion, AppVersion = options.AppVersion,
                SystemLangCode = options.LanguageCode, LangPack = "", LangCode = options.LanguageCode, Query = rest,
            },
        }.Write(w);
    }

    // The call itself is written right after.
    private sealed class Rest : ITlRequest
    {
        public void Write(TlWriter w) { }
    }
}
