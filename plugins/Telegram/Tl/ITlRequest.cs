namespace TgPlatform.Plugins.Telegram.Tl;

/// <summary>Something that can be sent.</summary>
internal interface ITlRequest
{
    void Write(TlWriter w);
}

/// <summary>A method of the service and how its result is read.</summary>
internal interface ITlMethod<out TResult> : ITlRequest
{
    TResult ReadResult(ref TlReader r);
}
