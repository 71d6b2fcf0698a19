using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
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
        if (!await MayBeginAsync(looksAlways: target.Length > room.Memory.PartBytes, null, cancellationToken))
            return null;
        return new S3Delivery(room, target, name, room.Uploader.Headers.Of(target, name), unfinished: null);
    }

    /// <summary>Begins a new upload under a name that is free.</summary>
    public async Task<MultipartUpload> CreateAsync(PartSizes sizes, ObjectFace face, CancellationToken cancellationToken)
    {
        var number = room.Options.OnConflict == OnConflict.Rename ? await FreeNames.FindAsync(room, name, static _ => false, cancellationToken) : 1;
        var (key, mark) = (KeyOf(KeyName.Numbered(name, number)), UploadMark.OfUpload(target.Item.Id));
        var id = await room.Kept.CreateAsync(room.Uploader, key, face, mark, cancellationToken);
        return Make(key, new(number, sizes, 0, UploadToken.NoSum, mark, id), []);
    }

    /// <summary>The copy, or null when there is nothing to do.</summary>
    public async Task<ICopy?> BeginCopyAsync(CopyOrigin origin, CopySizes copySizes, CancellationToken cancellationToken)
    {
        var face = room.Uploader.Headers.Of(target, name);
        if (UploadToken.Parse(target.Earlier?.Token) is { } token)
        {
            if (await FindKeptAsync(token, cancellationToken) is { } kept)
                return new S3Copy(room, target, origin, name, face, new(room, kept), null);
            if (await FindCompletedAsync(token, cancellationToken) is { } stored)
                return new S3Copy(room, target, origin, name, face, null, Receive(token, stored));
        }

        var isWhole = origin.Length <= copySizes.MostAtOnce;
        if (!await MayBeginAsync(looksAlways: !isWhole, UploadMark.OfCopy(target.Item.Id, origin), cancellationToken))
            return null;
        var upload = isWhole ? null : await CreateAsync(PartSizes.For(origin.Length, copySizes.Part), face, cancellationToken);
        return new S3Copy(room, target, origin, name, face, upload is null ? null : new(room, upload), null);
    }

    private Receipt Receive(UploadToken token, StoredObject stored)
    {
        room.Kept.Forget(token.Mark);
        return new(KeyName.Numbered(name, token.Number), stored.Etag);
    }

    // What an earlier attempt left goes; a name that is taken stays.
    private async Task<bool> MayBeginAsync(bool looksAlways, UploadMark? ours, CancellationToken cancellationToken)
    {
        await room.Kept.DropAsync(room.Uploader, KeyOf(name), target.Item.Id, cancellationToken);
        // A large object is not sent to a name that is taken anyway; a small one finds out at no cost.
        var looks = room.Options.OnConflict == OnConflict.Skip || (room.Options.OnConflict == OnConflict.Fail && looksAlways);
        if (!looks || await room.Reader.FindAsync(KeyOf(name), cancellationToken) is not { } there || (ours is not null && there.Mark == ours.ToString()))
            return true;
        return room.Options.OnConflict == OnConflict.Skip ? false : throw room.NameTaken(name);
    }

    private async Task<IDelivery?> ContinueAsync(UploadToken token, CancellationToken cancellationToken)
    {
        if (await FindKeptAsync(token, cancellationToken) is { } kept)
            return new S3Delivery(room, target, name, room.Uploader.Headers.Of(target, name), new(room, kept));
        return await FindCompletedAsync(token, cancellationToken) is { } stored
            ? new StoredDelivery(room, KeyName.Numbered(name, token.Number), token, stored, target.Earlier!)
            : null;
    }

    // Killed behind the completion and before anybody was told: the object is there, and carries this very upload's mark.
    private async Task<StoredObject?> FindCompletedAsync(UploadToken token, CancellationToken cancellationToken)
        => await room.Reader.FindAsync(KeyOf(KeyName.Numbered(name, token.Number)), cancellationToken) is { } stored
            && stored.Mark == token.Mark.ToString() && stored.Length >= target.Earlier!.Offset ? stored : null;

    // The upload an earlier attempt left, when it holds just the parts that are safe; one that holds others is dropped.
    private async Task<MultipartUpload?> FindKeptAsync(UploadToken token, CancellationToken cancellationToken)
    {
        var key = KeyOf(KeyName.Numbered(name, token.Number));
        if (await room.Uploader.ListPartsAsync(key, token.UploadId, cancellationToken) is not { } held)
            return null;
        if (AreTheSafeOnes(held, token, target.Earlier!.Offset))
        {
            room.Kept.Take(key, token.Mark);
            return Make(key, token, held.Take(token.Parts));
        }

        room.Kept.Leave(key, token.Mark, token.UploadId);
        await room.Kept.DropAsync(room.Uploader, key, target.Item.Id, cancellationToken);
        return null;
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
        => new(key, token, parts, room.Uploader, room.Memory, room.Options.ParallelParts);

    private string KeyOf(string final) => room.Prefix + final;
}
