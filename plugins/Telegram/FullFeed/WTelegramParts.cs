using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;
using TL;
using WTelegram;
using InputDocumentFileLocation = TgPlatform.Plugins.Telegram.Schema.InputDocumentFileLocation;
using InputPhotoFileLocation = TgPlatform.Plugins.Telegram.Schema.InputPhotoFileLocation;

namespace TgPlatform.Plugins.Telegram.FullFeed;

/// <summary>The files of one data centre by WTelegramClient, over the one connection it keeps for them.</summary>
internal sealed class WTelegramParts(Client client, int dc) : IPartLinks
{
    private readonly Lock _lock = new();
    private Task<Client>? _opening;

    /// <summary>Its connection there, signed in.</summary>
    public Task<Client> ClientAsync()
    {
        lock (_lock) return _opening is null or { IsFaulted: true } ? _opening = OpenAsync() : _opening;
    }

    /// <summary>The connection is worth nothing any more.</summary>
    public void Forget()
    {
        lock (_lock) _opening = null;
    }

    /// <summary>A cancelled request is left alone: the library cannot take it back, and its answer comes into memory of its own.</summary>
    public async ValueTask<PartAnswer> ReadAsync(FileVersion version, PartRange range, Memory<byte> into, bool acceptsCdn, int connections, CancellationToken cancel)
    {
        try
        {
            var answer = await WTelegramFailures.OursAsync(AskAsync(version, range)).WaitAsync(cancel);
            if (answer is not Upload_File { bytes: var bytes }) throw new TlException("an answer that is not a part");
            if (bytes.Length > into.Length) throw new TlException($"a part of {bytes.Length} bytes where {into.Length} were asked for");
            bytes.CopyTo(into);
            return new(bytes.Length, null);
        }
        catch (ConnectionLostException)
        {
            Forget();
            throw;
        }
    }

    private async Task<Upload_FileBase> AskAsync(FileVersion version, PartRange range)
        => await (await ClientAsync()).Upload_GetFile(LocationOf(version.Location), range.Offset, range.Limit, precise: range.IsPrecise);

    // A negative number asks it for a connection that serves files.
    private async Task<Client> OpenAsync()
    {
        await WTelegramCalls.ConnectAsync(client);
        // Where it has no key yet this is an ordinary connection, to make one.
        await WTelegramCalls.ConnectAsync(await client.GetClientForDC(-dc, connect: false));
        var connection = await client.GetClientForDC(-dc);
        // Not handed on to further connections.
        connection.FloodRetryThreshold = client.FloodRetryThreshold;
        return connection;
    }

    private static InputFileLocationBase LocationOf(AnyInputFileLocation location) => location switch
    {
        InputDocumentFileLocation file => new TL.InputDocumentFileLocation { id = file.Id, access_hash = file.AccessHash, file_reference = file.FileReference, thumb_size = file.ThumbSize },
        InputPhotoFileLocation photo => new TL.InputPhotoFileLocation { id = photo.Id, access_hash = photo.AccessHash, file_reference = photo.FileReference, thumb_size = photo.ThumbSize },
        _ => throw new ArgumentException($"{location.SchemaName} is no place of a document or photo", nameof(location)),
    };
}
