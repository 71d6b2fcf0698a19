using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>Looks for the next free name: <c>photo (2).jpg</c>.</summary>
internal static class FreeNames
{
    /// <summary>The number of a free name, 1 for the wanted one. Doubles, then halves: among thousands of one name it takes a few looks.</summary>
    public static async Task<int> FindAsync(UploadRoom room, string name, CancellationToken cancellationToken)
    {
        var (taken, free) = (0, 1);
        while (await IsTakenAsync(free))
            (taken, free) = (free, free * 2);
        while (free - taken > 1)
        {
            var middle = (taken + free) / 2;
            if (await IsTakenAsync(middle))
                taken = middle;
            else
                free = middle;
        }

        return free;

        async Task<bool> IsTakenAsync(int number)
            => await room.Reader.FindAsync(room.Prefix + KeyName.Numbered(name, number), cancellationToken) is not null;
    }
}
