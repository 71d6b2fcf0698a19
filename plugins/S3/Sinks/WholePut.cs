using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>The commit of an object that is put at once, under the name that the conflict policy gives it.</summary>
internal sealed class WholePut(UploadRoom room, Target target, string name)
{
    // More items of one name at the same moment than this is not work but a mistake.
    private const int MostTries = 100;

    public async Task<Receipt> PutAsync(PartBuffer body, ContentSeal seal, CancellationToken cancellationToken)
    {
        var crc64 = seal.Digests.First(static digest => digest.Algorithm == DigestAlgorithm.Crc64Nvme).Bytes;
        var mark = UploadMark.OfContent(target.Item.Id, crc64.Span);
        for (var (attempt, number) = (1, 1); ; attempt++)
        {
            var numbered = KeyName.Numbered(name, number);
            var etag = room.Uploader.Powers.Conditions || !room.MustBeFree
                ? await PutAsync(numbered)
                : await LookAndPutAsync(numbered);
            if (etag is not null)
                return new(numbered, etag);
            // Killed, or cut off, behind the put and before anybody was told: it is this item with these bytes, stored by us.
            if (await room.Reader.FindAsync(room.Prefix + numbered, cancellationToken) is { } stored && IsOurs(stored))
                return new(numbered, stored.Etag);
            if (room.Options.OnConflict != OnConflict.Rename || attempt == MostTries)
                throw room.NameTaken(name);
            number = await FreeNames.FindAsync(room, name, IsOurs, cancellationToken);
        }

        bool IsOurs(StoredObject stored) => stored.Mark == mark.ToString() && stored.Length == seal.Length;

        async Task<string?> PutAsync(string final)
        {
            var key = room.Prefix + final;
            try
            {
                return await room.Uploader.PutAsync(key, body, crc64, target.MediaType, mark, room.MustBeFree && room.Uploader.Powers.Conditions, cancellationToken);
            }
            catch (StoredOtherwiseException)
            {
                await room.Reader.DeleteAsync(key, cancellationToken);
                throw;
            }
        }

        async Task<string?> LookAndPutAsync(string final)
        {
            using (await room.Locks.EnterAsync(room.Prefix + final, cancellationToken))
                return await room.Reader.FindAsync(room.Prefix + final, cancellationToken) is null ? await PutAsync(final) : null;
        }
    }
}
