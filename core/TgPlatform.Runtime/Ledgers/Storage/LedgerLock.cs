using System.Diagnostics;
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
        var (lockPath, pidPath) = PathsOf(ledgerPath, pipeline);
        return LedgerErrors.Guard(ledgerPath, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ledgerPath)!);
            var held = Open(lockPath) ?? throw new LedgerException(
                LedgerProblem.InUse,
                $"{ledgerPath}: pipeline '{pipeline}' is being run by {(ReadPid(pidPath) is { } pid ? $"process {pid}" : "another process")}. End that first, or use another folder.");
            File.WriteAllText(pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new LedgerLock(held, pidPath);
        });
    }

    /// <summary>The process that runs a pipeline, or null when none does.</summary>
    public static int? RunningProcess(string ledgerPath, string pipeline)
    {
        // Trying the lock would turn away a run that begins at this very moment.
        if (ReadPid(PathsOf(ledgerPath, pipeline).PidPath) is not { } pid)
            return null;
        try
        {
            using var holder = Process.GetProcessById(pid);
            return pid;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Takes the locks of all pipelines that were ever run; null when one of them is running.</summary>
    public static IReadOnlyList<IDisposable>? TakeAll(string ledgerPath)
    {
        var taken = new List<IDisposable>();
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(ledgerPath)!, Path.GetFileName(ledgerPath) + ".*.lock"))
        {
            if (Open(path) is { } held)
            {
                taken.Add(held);
                continue;
            }

            taken.ForEach(static one => one.Dispose());
            return null;
        }

        return taken;
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

    // Beside the lock, since a locked file cannot be read; its holder may be ending just now.
    private static int? ReadPid(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static (string LockPath, string PidPath) PathsOf(string ledgerPath, string pipeline)
    {
        // A hash, because names may differ only by case, be long, or hold what a file name cannot.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pipeline)).AsSpan(0, 8));
        return ($"{ledgerPath}.{mark}.lock", $"{ledgerPath}.{mark}.pid");
    }
}
