using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>An object that the server makes of another one: by one request, or in parts when it is too large for that. No byte of it comes here.</summary>
internal sealed class S3Copy(UploadRoom room, Target target, CopyOrigin origin, string name, ObjectFace face, UnfinishedUpload? upload, Receipt? receipt) : ICopy
{
    private Receipt? _receipt = receipt;

    public DeliveryState State => upload?.Upload.State ?? new(0, null);

    // A copy by one request is made by the commit: it is visible at once.
    public async ValueTask<bool> CopyNextAsync(CancellationToken cancellationToken)
        => upload is not null && await upload.Upload.CopyAsync(origin, cancellationToken);

    public async ValueTask<Receipt> CommitAsync(CancellationToken cancellationToken) => _receipt ??= upload is null
        ? await CopyWholeAsync(cancellationToken)
        : await CompleteAsync(upload, cancellationToken);

    public ValueTask AbandonAsync(CancellationToken cancellationToken) => upload?.AbandonAsync(cancellationToken) ?? default;

    public ValueTask DisposeAsync() => upload?.EndAsync(isCommitted: _receipt is not null) ?? default;

    private async Task<Receipt> CompleteAsync(UnfinishedUpload unfinished, CancellationToken cancellationToken)
    {
        if (!await IsOriginTheSameAsync(cancellationToken))
        {
            await unfinished.AbandonAsync(cancellationToken);
            throw HasChanged();
        }

        return await new Completion(room, unfinished.Upload, face).CompleteAsync(new(origin.Length, []), cancellationToken);
    }

    private async Task<Receipt> CopyWholeAsync(CancellationToken cancellationToken)
    {
        var mark = UploadMark.OfCopy(target.Item.Id, origin);
        var receipt = await new WholePut(room, name, mark, origin.Length)
            .PutAsync(serverLooks: false, async key => await room.Uploader.CopyAsync(key, origin, face, mark, cancellationToken), cancellationToken);
        var key = room.Prefix + receipt.Name;
        if (await room.Reader.FindAsync(key, cancellationToken) is not { } stored || stored.Mark != mark.ToString())
            throw new FailureException(FailureKind.Transient, $"'{receipt.Name}' was replaced by somebody else as soon as it was there.");
        if (stored.Etag != origin.Validator && !await IsOriginTheSameAsync(cancellationToken))
        {
            await room.Reader.DeleteAsync(key, cancellationToken);
            throw HasChanged();
        }

        if (stored.Length != origin.Length)
        {
            await room.Reader.DeleteAsync(key, cancellationToken);
            throw new FailureException(FailureKind.Transient, $"'{receipt.Name}' has {stored.Length} bytes on the server, not the {origin.Length} of its origin. It is copied again.");
        }

        if (stored.Tags != face.Tags.Count)
            await room.Reader.TagAsync(key, face.Tags, cancellationToken);
        return receipt;
    }

    // Not every server heeds the condition: Ceph 16 copies whatever is there.
    private async Task<bool> IsOriginTheSameAsync(CancellationToken cancellationToken)
        => await room.Reader.FindEtagAsync(origin.Place, cancellationToken) == origin.Validator;

    private FailureException HasChanged() => new(FailureKind.Transient, $"'{name}' cannot be copied: its origin has changed meanwhile.");
}
