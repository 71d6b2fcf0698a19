using System.Diagnostics;
using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>What one process and its children took.</summary>
/// <param name="Wall">Seconds from start to end.</param>
/// <param name="Cpu">Seconds of processor time, user and system.</param>
/// <param name="PeakKiB">Most memory resident at once.</param>
internal readonly record struct Cost(double Wall, double Cpu, long PeakKiB);

/// <summary>Runs a command under GNU time, which is small: a child of a large process would begin with that one's peak memory.</summary>
internal static class MeasuredProcess
{
    private const double LimitSeconds = 1200;

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">It failed or took too long; the message ends with its last words.</exception>
    public static Cost Run(IReadOnlyList<string> command, string folder)
    {
        var (figures, log) = (Path.Combine(folder, "time.txt"), Path.Combine(folder, "log.txt"));
        // Output goes straight into a file: nobody here has to wake up and read it.
        var start = new ProcessStartInfo("/usr/bin/time", ["-o", figures, "-f", "%U %S %M", "sh", "-c", "exec \"$@\" >\"$0\" 2>&1", log, .. command]) { WorkingDirectory = folder };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("time was not started");
        if (!process.WaitForExit(TimeSpan.FromSeconds(LimitSeconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{command[0]} took more than {LimitSeconds} s");
        }

        var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {string.Join(" | ", File.ReadLines(log).TakeLast(5))}");
        var parts = File.ReadLines(figures).Last().Split(' ');
        return new(wall, Number(parts[0]) + Number(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
