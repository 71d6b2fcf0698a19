using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>The commit of an object that was sent in parts.</summary>
internal sealed class Completion(UploadRoom room, MultipartUpload upload, ObjectFace face)
{
    private readonly string _name = upload.Key[room.Prefix.Length..];

    public async Task<Receipt> CompleteAsync(ContentSeal seal, CancellationToken cancellationToken)
    {
        await room.NoteAsync(upload.Key, upload.Mark, cancellationToken);
        // Not every server refuses to complete an upload to a taken name, so it is looked for as well: in one run the two cannot mix.
        using (await room.Locks.EnterAsync(upload.Key, cancellationToken))
            await CompleteAsync(cancellationToken);
        if (await FindOursAsync(cancellationToken) is not { } stored)
            throw new FailureException(FailureKind.Transient, $"'{_name}' was replaced by somebody else as soon as it was there.");
        if (stored.Length != seal.Length)
        {
            await room.Reader.DeleteAsync(upload.Key, cancellationToken);
            throw new FailureException(FailureKind.Transient, $"'{_name}' has {stored.Length} bytes on the server, not the {seal.Length} that were counted. It is written again.");
        }

        // Some servers, Ceph 16 among them, forget the tags an upload was begun with.
        if (stored.Tags < face.Tags.Count)
            await room.Reader.TagAsync(upload.Key, face.Tags, cancellationToken);
        room.Kept.Forget(upload.Mark);
        return new(_name, stored.Etag);
    }

    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (room.MustBeFree && await room.Reader.FindAsync(upload.Key, cancellationToken) is { } there)
        {
            if (there.Mark != upload.Mark.ToString())
                throw await GiveUpAsync(cancellationToken);
            return;
        }

        try
        {
            if (await upload.CompleteAsync(room.MustBeFree && room.Uploader.Powers.Conditions, cancellationToken))
                return;
        }
        catch (FailureException)
        {
            // The answer may have been lost, and its repetition have found no upload any more: the object itself tells.
            if (await FindOursAsync(cancellationToken) is null)
                throw;
            return;
        }

        throw await GiveUpAsync(cancellationToken);
    }

    // An upload has its name from its beginning on: where the item is tried again, it must not be continued under one that is taken.
    private async Task<FailureException> GiveUpAsync(CancellationToken cancellationToken)
    {
        await upload.AbortAsync(cancellationToken);
        room.Kept.Forget(upload.Mark);
        return room.NameTaken(_name);
    }

    private async Task<Connections.StoredObject?> FindOursAsync(CancellationToken cancellationToken)
        => await room.Reader.FindAsync(upload.Key, cancellationToken) is { } stored && stored.Mark == upload.Mark.ToString() ? stored : null;
}
