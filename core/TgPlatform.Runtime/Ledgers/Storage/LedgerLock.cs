using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// Lets one process at a time run a pipeline. The lock is the operating system's, on an open file, so it ends with its holder however that
/// ends; the file stays, because removing it would let two processes hold it.
/// </summary>
internal sealed class LedgerLock : IDisposable
{
    private readonly FileStream _held;
    private readonly string _pidPath;

    private LedgerLock(FileStream held, string pidPath) => (_held, _pidPath) = (held, pidPath);

    /// <exception cref="LedgerException">Another process, or another run in this one, holds the pipeline.</exception>
    public static LedgerLock Take(string ledgerPath, string pipeline)
    {
        // A hash, because names may differ only by case, be long, or hold what a file name cannot.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pipeline)).AsSpan(0, 8));
        var (lockPath, pidPath) = ($"{ledgerPath}.{mark}.lock", $"{ledgerPath}.{mark}.pid");
        return LedgerErrors.Guard(ledgerPath, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ledgerPath)!);
            var held = Open(lockPath) ?? throw new LedgerException(
                LedgerProblem.InUse, $"{ledgerPath}: pipeline '{pipeline}' is being run by {Holder(pidPath)}. End that first, or use another folder.");
            File.WriteAllText(pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new LedgerLock(held, pidPath);
        });
    }

    public void Dispose()
    {
        File.Delete(_pidPath);
        _held.Dispose();
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static string Holder(string pidPath)
    {
        // Beside the lock, since a locked file cannot be read; its holder may be ending just now.
        try
        {
            return $"process {File.ReadAllText(pidPath)}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
