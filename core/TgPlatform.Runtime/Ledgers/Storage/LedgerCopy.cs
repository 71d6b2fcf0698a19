using System.Globalization;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Copies a damaged ledger aside, with its log, as it is.</summary>
internal static class LedgerCopy
{
    /// <summary>The copy's path, or null when there is no ledger. One copy is made per state of the file, however often it is asked for.</summary>
    public static string? Make(string path)
    {
        var log = path + "-wal";
        if (!File.Exists(path) && !File.Exists(log))
            return null;
        var changed = new[] { path, log }.Where(File.Exists).Max(File.GetLastWriteTimeUtc);
        var copy = $"{path}.damaged-{changed.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture)}";
        foreach (var (from, to) in new[] { (path, copy), (log, copy + "-wal") })
        {
            if (!File.Exists(from) || File.Exists(to))
                continue;
            // Under its name only when it is whole.
            File.Copy(from, to + ".part", overwrite: true);
            File.Move(to + ".part", to);
        }

        return copy;
    }
}
