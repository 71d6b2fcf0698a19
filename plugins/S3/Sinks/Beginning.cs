using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>The first step of a delivery: continues the upload an earlier attempt left, or begins a new one once the first part is full.</summary>
internal sealed class Beginning(UploadRoom room, Target target, string name)
{
    /// <summary>The delivery, or null when there is nothing to do.</summary>
    public async Task<IDelivery?> BeginAsync(CancellationToken cancellationToken)
    {
        if (UploadToken.Parse(target.Earlier?.Token) is { } token && await ContinueAsync(token, cancellationToken) is { } continued)
            return continued;
        await room.Kept.DropAsync(room.Uploader, KeyOf(name), target.Item.Id, cancellationToken);
        // A large object is not sent to a name that is taken anyway; a small one finds out at no cost.
        var looks = room.Options.OnConflict == OnConflict.Skip || (room.Options.OnConflict == OnConflict.Fail && target.Length > room.Options.PartSize.Bytes);
        if (looks && await room.Reader.FindAsync(KeyOf(name), cancellationToken) is not null)
            return room.Options.OnConflict == OnConflict.Skip ? null : throw room.NameTaken(name);
        return new S3Delivery(room, target, name, upload: null);
    }

    /// <summary>Begins a new upload under a name that is free.</summary>
    public async Task<MultipartUpload> CreateAsync(PartSizes sizes, CancellationToken cancellationToken)
    {
        var number = room.Options.OnConflict == OnConflict.Rename ? await FreeNames.FindAsync(room, name, static _ => false, cancellationToken) : 1;
        var (key, mark) = (KeyOf(KeyName.Numbered(name, number)), UploadMark.OfUpload(target.Item.Id));
        var id = await room.Kept.CreateAsync(room.Uploader, key, target.MediaType, mark, cancellationToken);
        return Make(key, new(number, sizes, 0, UploadToken.NoSum, mark, id), []);
    }

    private async Task<IDelivery?> ContinueAsync(UploadToken token, CancellationToken cancellationToken)
    {
        var earlier = target.Earlier!;
        var numbered = KeyName.Numbered(name, token.Number);
        var key = KeyOf(numbered);
        if (await room.Uploader.ListPartsAsync(key, token.UploadId, cancellationToken) is { } held)
        {
            if (AreTheSafeOnes(held, token, earlier.Offset))
            {
                room.Kept.Take(key, token.Mark);
                return new S3Delivery(room, target, name, Make(key, token, held.Take(token.Parts)));
            }

            room.Kept.Leave(key, token.Mark, token.UploadId);
            await room.Kept.DropAsync(room.Uploader, key, target.Item.Id, cancellationToken);
            return null;
        }

        // Killed behind the completion and before anybody was told: the object is there, and carries this very upload's mark.
        return await room.Reader.FindAsync(key, cancellationToken) is { } stored && stored.Mark == token.Mark.ToString() && stored.Length >= earlier.Offset
            ? new StoredDelivery(room, numbered, token, stored, earlier)
            : null;
    }

    // Part by part what the server said when it took them, and just as many bytes as the ledger's sum is over.
    private static bool AreTheSafeOnes(List<SentPart> held, UploadToken token, long offset)
    {
        if (held.Count < token.Parts)
            return false;
        var (sum, bytes) = (UploadToken.NoSum, 0L);
        for (var index = 0; index < token.Parts; bytes += held[index].Length, index++)
        {
            if (held[index].Number != index + 1)
                return false;
            sum = UploadToken.Add(sum, held[index].Etag);
        }

        return sum == token.Sum && bytes == offset;
    }

    private MultipartUpload Make(string key, UploadToken token, IEnumerable<SentPart> parts)
        => new(key, token, parts, room.Uploader, room.Budget, room.Options.ParallelParts);

    private string KeyOf(string final) => room.Prefix + final;
}
