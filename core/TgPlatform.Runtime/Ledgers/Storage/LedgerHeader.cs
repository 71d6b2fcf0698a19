using System.Buffers.Binary;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// Looks at a file before SQLite does: SQLite would change a foreign file, and throw away the log of one that has lost its beginning.
/// Offsets as in sqlite.org/fileformat.html, section 1.3.
/// </summary>
internal static class LedgerHeader
{
    private const int HeaderBytes = 100;
    private const int UserVersionAt = 60;
    private const int ApplicationIdAt = 68;

    /// <exception cref="LedgerException">The file is damaged, foreign, or newer.</exception>
    public static void Check(string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var length = ReadBeginning(path, header);
        if (length == 0)
        {
            // Without a log there is nothing in it to lose: a crash while it was made leaves just that.
            if (File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0)
                throw LedgerErrors.Damaged(path, "it is empty or missing, but its log (-wal) is there");
            return;
        }

        if (length < HeaderBytes || !header.StartsWith("SQLite format 3\0"u8) || ReadInteger(header, ApplicationIdAt) != LedgerSchema.ApplicationId)
            throw new LedgerException(LedgerProblem.Foreign, $"{path}: this is not a ledger. It was left as it is; move it away and start again.");
        CheckVersion(path, ReadInteger(header, UserVersionAt));
    }

    /// <exception cref="LedgerException">The file is newer than this program.</exception>
    public static void CheckVersion(string path, long version)
    {
        if (version > LedgerSchema.Steps.Count)
        {
            throw new LedgerException(
                LedgerProblem.Newer, $"{path}: the ledger has version {version}, this program knows versions up to {LedgerSchema.Steps.Count}. It was left as it is; use the newer program.");
        }
    }

    private static int ReadBeginning(string path, Span<byte> header)
    {
        if (!File.Exists(path))
            return 0;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
    }

    private static int ReadInteger(ReadOnlySpan<byte> header, int at) => BinaryPrimitives.ReadInt32BigEndian(header[at..]);
}
