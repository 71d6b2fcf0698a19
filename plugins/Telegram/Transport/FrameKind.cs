namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>How packets are told apart on the stream (core.telegram.org/mtproto/mtproto-transports). The value is the tag that opens it.</summary>
internal enum FrameKind : uint
{
    Abridged = 0xefefefef,
    Intermediate = 0xeeeeeeee,
    PaddedIntermediate = 0xdddddddd,
}
