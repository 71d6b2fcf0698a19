using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Sinks;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>What the deliveries of one sink share.</summary>
/// <param name="Options">The sink's options.</param>
/// <param name="Prefix">What every key begins with: empty, or ending in <c>/</c>.</param>
/// <param name="Reader">Looks at objects.</param>
/// <param name="Uploader">Writes them.</param>
/// <param name="Kept">Which uploads are ours.</param>
/// <param name="Memory">What parts cost.</param>
/// <param name="Locks">One at a time per key.</param>
/// <param name="Written">Which keys this run has written.</param>
/// <param name="Logger">For what goes wrong when nobody is there to be told.</param>
internal sealed record UploadRoom(
    S3SinkOptions Options, string Prefix, ObjectReader Reader, Uploader Uploader, KeptUploads Kept, PartMemory Memory, KeyLocks Locks, WrittenKeys Written, ILogger Logger)
{
    /// <summary>Whether a taken name is to be left as it is.</summary>
    public bool MustBeFree => Options.OnConflict != OnConflict.Overwrite;

    /// <summary>An item's object is about to become visible; tells when it replaces another item's.</summary>
    public Task NoteAsync(string key, UploadMark mark, CancellationToken cancellationToken) => MustBeFree ? Task.CompletedTask : Written.NoteAsync(key, mark, cancellationToken);

    public FailureException NameTaken(string name) => Options.OnConflict is OnConflict.Skip or OnConflict.Rename
        ? new(FailureKind.Transient, $"The name '{name}' was taken while the item was on its way. The next attempt skips it, or takes another one, as on_conflict says.")
        : new(FailureKind.Permanent, $"The name '{name}' is taken. Make 'path' tell items apart, or set on_conflict to skip, overwrite or rename.");
}
