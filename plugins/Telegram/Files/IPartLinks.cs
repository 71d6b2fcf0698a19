using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>What came of a request for a part: bytes, or the place the service sent us to instead.</summary>
internal readonly record struct PartAnswer(int Count, UploadFileCdnRedirect? Redirect);

/// <summary>The connections of one account to one data centre, as far as files need them.</summary>
internal interface IPartLinks
{
    /// <summary>Asks once; whether to ask again is for the caller to say. The memory is in use until this returns.</summary>
    /// <param name="connections">Over how many connections the requests may be spread, where the library has several.</param>
    ValueTask<PartAnswer> ReadAsync(FileVersion version, PartRange range, Memory<byte> into, bool acceptsCdn, int connections, CancellationToken cancel);
}
