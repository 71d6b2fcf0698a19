using System.Diagnostics;
using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>When, on what and of what something was measured.</summary>
internal static class Machine
{
    /// <summary>One line without commas.</summary>
    public static string Describe(string repository)
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z; {model}; {Environment.ProcessorCount} cores; {memory} GiB; load {load} at the start; .NET {Environment.Version}; commit {Commit(repository)}");
    }

    private static string Commit(string repository)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", repository, "describe", "--always", "--dirty"]) { RedirectStandardOutput = true })!;
        var commit = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return commit;
    }
}
