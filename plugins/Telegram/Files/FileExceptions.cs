namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>The service gave fewer bytes than the file has there, again and again.</summary>
internal sealed class ShortPartException(long offset, int expected, int got)
    : Exception($"at offset {offset} Telegram gave {got} bytes where {expected} were expected, every time it was asked");

/// <summary>The message holds another file now; what was begun cannot be finished.</summary>
internal sealed class FileChangedException(long before, long now)
    : Exception($"the message was edited: its file {before} was replaced by {(now == 0 ? "nothing" : now)}");
