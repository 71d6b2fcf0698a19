using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>Looks for the next free name: <c>photo (2).jpg</c>.</summary>
internal static class FreeNames
{
    /// <summary>
    /// The number of a free name, 1 for the wanted one, or of a name passed on the way whose object is the very one to be stored. Doubles, then
    /// halves: among thousands of one name it takes a few looks.
    /// </summary>
    public static async Task<int> FindAsync(UploadRoom room, string name, Predicate<StoredObject> isOurs, CancellationToken cancellationToken)
    {
        var (taken, free, number) = (0, 0, 1);
        while (free == 0 || free - taken > 1)
        {
            var there = await room.Reader.FindAsync(room.Prefix + KeyName.Numbered(name, number), cancellationToken);
            if (there is not null && isOurs(there))
                return number;
            if (there is null)
                free = number;
            else
                taken = number;
            number = free == 0 ? number * 2 : (taken + free) / 2;
        }

        return free;
    }
}
