using System.Buffers;
using Microsoft.Win32.SafeHandles;
using TgPlatform.Plugins.FileSystem.Folders;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>Puts a second name of committed content in the place of a temporary file with the same bytes.</summary>
internal static class Twin
{
    private const int ReadBytes = 256 * 1024;

    /// <summary>Compares, links, and replaces; at every moment the temporary name stands for the whole content.</summary>
    /// <param name="folder">The temporary file's folder.</param>
    /// <param name="file">The temporary file.</param>
    /// <param name="committedName">The committed content's name under the root.</param>
    /// <param name="temporaryName">The temporary file's name in its folder.</param>
    /// <param name="linkName">A name in between.</param>
    /// <param name="cancellationToken">Ends comparing.</param>
    /// <returns>The content under the temporary name; null, and nothing changed, when it is not the same or cannot be linked.</returns>
    public static async ValueTask<SafeFileHandle?> TakePlaceAsync(
        OpenFolder folder, SafeFileHandle file, string committedName, string temporaryName, string linkName, CancellationToken cancellationToken)
    {
        if (committedName.Split('/').Any(static component => component is "" or "." or ".."))
            return null;
        using var other = folder.Other(committedName[..Math.Max(0, committedName.LastIndexOf('/'))]);
        var name = committedName[(committedName.LastIndexOf('/') + 1)..];
        if (await SameAsync(other, name, file, cancellationToken) is not { } same)
            return null;
        folder.Names.Delete(linkName);
        if (!folder.Names.TryLink(other!.Names, name, linkName))
            return null;
        if (folder.Names.OpenLocked(linkName, out _) is { } linked)
        {
            // Between comparing and linking somebody may have put another file under the name.
            if (folder.Names.Describe(linked) == same && folder.Names.TryMove(linkName, temporaryName, replace: true))
                return linked;
            linked.Dispose();
        }

        folder.Names.Delete(linkName);
        return null;
    }

    private static async ValueTask<FileFacts?> SameAsync(OpenFolder? folder, string name, SafeFileHandle file, CancellationToken cancellationToken)
    {
        using var committed = folder?.Names.OpenToRead(name);
        return committed is not null && await AreSameAsync(file, committed, cancellationToken) ? folder!.Names.Describe(committed) : null;
    }

    private static async ValueTask<bool> AreSameAsync(SafeFileHandle one, SafeFileHandle other, CancellationToken cancellationToken)
    {
        var length = RandomAccess.GetLength(one);
        if (RandomAccess.GetLength(other) != length)
            return false;
        var (first, second) = (ArrayPool<byte>.Shared.Rent(ReadBytes), ArrayPool<byte>.Shared.Rent(ReadBytes));
        try
        {
            for (var offset = 0L; offset < length;)
            {
                var count = await RandomAccess.ReadAsync(one, first.AsMemory(0, ReadBytes), offset, cancellationToken);
                var compared = 0;
                while (compared < count && await RandomAccess.ReadAsync(other, second.AsMemory(compared, count - compared), offset + compared, cancellationToken) is > 0 and var read)
                    compared += read;
                if (count == 0 || compared < count || !first.AsSpan(0, count).SequenceEqual(second.AsSpan(0, count)))
                    return false;
                offset += count;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
            ArrayPool<byte>.Shared.Return(second);
        }
    }
}
