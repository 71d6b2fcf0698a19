using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Runtime.Hooks.Caching;

/// <summary>
/// Compiled hooks on disk, one file per key: a mark, the assembly, and a sum over all of it. A file that is not whole counts as
/// absent and is replaced. Several processes may read and write one folder at once.
/// </summary>
/// <param name="folder">Where the files are; made when it is missing, for the user alone, because what lies in it is run.</param>
internal sealed class HookCache(string folder)
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("tgp hooks 2\n");

    // Every edit of a hook makes a file of some kilobytes: enough for many pipelines, and an end to it.
    private const int MostKept = 256;

    /// <summary>What was kept under a key, or null.</summary>
    public CompiledHooks? Find(string key)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(FileOf(key));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // Absent or unreadable is the same to the caller: compile.
        }

        var sum = bytes.Length - SHA256.HashSizeInBytes;
        if (sum < Mark.Length || !bytes.AsSpan().StartsWith(Mark) || !SHA256.HashData(bytes.AsSpan(0, sum)).AsSpan().SequenceEqual(bytes.AsSpan(sum)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, Mark.Length, sum - Mark.Length, writable: false));
        return new(FilterReadsSize: reader.ReadBoolean(), Assembly: reader.ReadBytes(reader.ReadInt32()));
    }

    /// <summary>Keeps hooks under a key. Where the folder cannot be written nothing is kept, and the next start compiles again.</summary>
    public void Keep(string key, CompiledHooks hooks)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Mark);
            writer.Write(hooks.FilterReadsSize);
            writer.Write(hooks.Assembly.Length);
            writer.Write(hooks.Assembly);
        }

        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        var temporary = FileOf($"{key}.{Guid.NewGuid():n}");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            try
            {
                File.WriteAllBytes(temporary, bytes.ToArray());
                File.Move(temporary, FileOf(key), overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }

            foreach (var old in new DirectoryInfo(folder).GetFiles("*.tgphooks").OrderByDescending(static file => file.LastWriteTimeUtc).Skip(MostKept))
                old.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be kept costs time at the next start, nothing else.
        }
    }

    private string FileOf(string name) => Path.Combine(folder, $"{name}.tgphooks");
}
