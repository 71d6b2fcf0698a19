using System.Buffers.Text;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>A Linux file system on which one flush of everything costs little more than the flush of one file, as long as nobody else has much to write.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxDisk(SafeFileHandle folder) : IFlushable
{
    // linux/magic.h. Others either flush files one by one more cheaply (Btrfs), need no flush (tmpfs), or do not pass such a flush on (FUSE).
    private const uint Ext4 = 0xEF53, Xfs = 0x58465342;
    private const long MostDirtyKibibytes = 512 << 10;

    private readonly byte[] _facts = new byte[2048];
    private readonly SafeFileHandle? _memory = OpenMemory();

    // The system tells of a lost write once, and by a common flush the wrong ones may hear of it: from then on each file asks for itself.
    private bool _hasFailed;

    // syncfs(2) tells of failed writes from this version on.
    private static bool TellsOfFailures => Environment.OSVersion.Version >= new Version(5, 8);

    /// <summary>Whether the file system of a folder is such a one.</summary>
    public static bool IsOne(SafeFileHandle folder) => TellsOfFailures && Libc.DescribeFileSystem(folder, out var facts) == 0 && facts.Type is Ext4 or Xfs;

    public bool TryFlush()
    {
        if (_hasFailed || DirtyKibibytes() > MostDirtyKibibytes)
            return false;
        _hasFailed = Libc.FlushFileSystem(folder) != 0;
        return !_hasFailed;
    }

    public void Dispose()
    {
        folder.Dispose();
        _memory?.Dispose();
    }

    private static SafeFileHandle? OpenMemory()
    {
        try
        {
            return File.OpenHandle("/proc/meminfo");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Of the whole machine: what another program writes to another disk makes files be flushed one by one, which is slower and no less safe.
    private long DirtyKibibytes()
    {
        if (_memory is null)
            return long.MaxValue;
        try
        {
            var text = _facts.AsSpan(0, RandomAccess.Read(_memory, _facts, 0));
            return Kibibytes(text, "\nDirty:"u8) + Kibibytes(text, "\nWriteback:"u8);
        }
        catch (IOException)
        {
            return long.MaxValue;
        }
    }

    private static long Kibibytes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..].TrimStart((byte)' '), out long value, out _) ? value : long.MaxValue / 2;
    }
}
