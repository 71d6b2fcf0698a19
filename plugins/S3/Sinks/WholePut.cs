using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>The commit of an object that is made by one request, under the name that the conflict policy gives it.</summary>
/// <param name="room">The sink.</param>
/// <param name="name">The wanted name.</param>
/// <param name="mark">What the object carries.</param>
/// <param name="length">Its length in bytes.</param>
internal sealed class WholePut(UploadRoom room, string name, UploadMark mark, long length)
{
    // More items of one name at the same moment than this is not work but a mistake.
    private const int MostTries = 100;

    /// <summary>Makes the object.</summary>
    /// <param name="serverLooks">Whether the server itself refuses the request when the name is taken; else it is looked for first.</param>
    /// <param name="put">Makes the object of a key and gives its ETag; null when the server refused.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Receipt> PutAsync(bool serverLooks, Func<string, Task<string?>> put, CancellationToken cancellationToken)
    {
        await room.NoteAsync(room.Prefix + name, mark, cancellationToken);
        for (var (attempt, number) = (1, 1); ; attempt++)
        {
            var numbered = KeyName.Numbered(name, number);
            var key = room.Prefix + numbered;
            if (await (serverLooks || !room.MustBeFree ? MakeAsync(key) : LookAndMakeAsync(key)) is { } etag)
                return new(numbered, etag);
            // Killed, or cut off, behind the request and before anybody was told: it is this item with these bytes, stored by us.
            if (await room.Reader.FindAsync(key, cancellationToken) is { } stored && IsOurs(stored))
                return new(numbered, stored.Etag);
            if (room.Options.OnConflict != OnConflict.Rename || attempt == MostTries)
                throw room.NameTaken(name);
            number = await FreeNames.FindAsync(room, name, IsOurs, cancellationToken);
        }

        async Task<string?> MakeAsync(string key)
        {
            try
            {
                return await put(key);
            }
            catch (StoredOtherwiseException)
            {
                await room.Reader.DeleteAsync(key, cancellationToken);
                throw;
            }
        }

        async Task<string?> LookAndMakeAsync(string key)
        {
            using (await room.Locks.EnterAsync(key, cancellationToken))
                return await room.Reader.FindAsync(key, cancellationToken) is null ? await MakeAsync(key) : null;
        }
    }

    private bool IsOurs(StoredObject stored) => stored.Mark == mark.ToString() && stored.Length == length;
}
