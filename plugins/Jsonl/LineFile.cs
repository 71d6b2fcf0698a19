using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Jsonl;

/// <summary>A file that holds whole lines and grows at its end. A line that a kill cut off is cut away when the file is opened again.</summary>
internal sealed class LineFile : IDisposable
{
    private const int DiskFullOnUnix = 28, DiskFullOnWindows = unchecked((int)0x80070070), Block = 64 << 10;

    private readonly SafeFileHandle _file;
    private readonly string _path;

    private LineFile(string path, SafeFileHandle file) => (_path, _file, Length) = (path, file, RandomAccess.GetLength(file));

    /// <summary>Where the next line begins.</summary>
    public long Length { get; private set; }

    /// <summary>How many bytes of an unfinished line were cut away.</summary>
    public long Cut { get; private set; }

    /// <exception cref="FailureException">It cannot be written, holds something else, or somebody writes to it.</exception>
    public static LineFile Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // On Unix this keeps out other writers only; on Windows it would keep out readers, too.
            var share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
            var file = new LineFile(path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share));
            try
            {
                file.Mend();
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Failure(path, failure);
        }
    }

    /// <summary>The last lines, oldest first, without their ends; at most so many bytes.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> LastLines(int most)
    {
        var start = Math.Max(0, Length - most);
        var tail = Read(start, (int)(Length - start));
        // The first line may have begun before.
        for (var at = start == 0 ? 0 : tail.AsSpan().IndexOf((byte)'\n') + 1; at < tail.Length;)
        {
            var end = at + tail.AsSpan(at).IndexOf((byte)'\n');
            yield return tail.AsMemory(at, end - at);
            at = end + 1;
        }
    }

    /// <summary>All whole lines of a file that nobody writes to, without their ends; none when there is no file.</summary>
    /// <exception cref="FailureException">It cannot be read.</exception>
    public static async IAsyncEnumerable<byte[]> ReadLinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var file = OpenToRead(path);
        if (file is null) yield break;
        // A last line without its end was cut off by a kill: the next run will cut it away.
        var endsWhole = file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() == '\n';
        file.Position = 0;
        using var lines = new StreamReader(file, new UTF8Encoding(false));
        var last = await lines.ReadLineAsync(cancellationToken);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return Encoding.UTF8.GetBytes(last!);
            last = line;
        }

        if (endsWhole) yield return Encoding.UTF8.GetBytes(last!);
    }

    /// <summary>Adds whole lines: all of them, flushed, or none.</summary>
    /// <exception cref="FailureException">They could not be added.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        try
        {
            RandomAccess.Write(_file, lines, Length);
            RandomAccess.FlushToDisk(_file);
            Length += lines.Length;
        }
        catch (IOException failure)
        {
            RandomAccess.SetLength(_file, Length);
            throw Failure(_path, failure);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? OpenToRead(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, Block, useAsync: false);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Transient, $"'{path}' cannot be read: {failure.Message} If a run writes to it, wait for its end.", failure);
        }
    }

    private void Mend()
    {
        if (Length == 0) return;
        // Nothing is cut off a file that does not begin as ours do: it may be somebody's only document, without an end of line.
        if (!RecordLine.CouldBegin(Read(0, (int)Math.Min(Length, Block))))
            throw new FailureException(FailureKind.Permanent, $"'{_path}' is there and holds something else than records of this sink. Choose another path, or move it away.");
        var whole = EndOfLastLine();
        if (whole == Length) return;
        Cut = Length - whole;
        RandomAccess.SetLength(_file, whole);
        Length = whole;
    }

    private long EndOfLastLine()
    {
        for (var end = Length; end > 0;)
        {
            var start = Math.Max(0, end - Block);
            var found = Read(start, (int)(end - start)).AsSpan().LastIndexOf((byte)'\n');
            if (found >= 0) return start + found + 1;
            end = start;
        }

        return 0;
    }

    private byte[] Read(long offset, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = RandomAccess.Read(_file, bytes.AsSpan(read), offset + read);
            if (more == 0) throw new EndOfStreamException("it became shorter while it was read");
            read += more;
        }

        return bytes;
    }

    private static FailureException Failure(string path, Exception failure) => failure switch
    {
        { HResult: DiskFullOnUnix or DiskFullOnWindows } => new(FailureKind.Blocked, $"'{path}': the disk is full. Free some space on it; the work then goes on.", failure),
        UnauthorizedAccessException => new(FailureKind.Permanent, $"'{path}' cannot be written: access is denied, or it is a folder.", failure),
        _ => new(FailureKind.Transient, $"'{path}' cannot be written: {failure.Message}", failure),
    };
}
