using System.Diagnostics;

namespace TgPlatform.EndToEnd;

/// <summary>
/// The tool is killed right before one of the system calls by which sink and ledger write: whatever lies between two of them must not be seen
/// as a whole file, nor be lost, nor be done twice.
/// </summary>
public sealed class CrashStepTests
{
    [NeedsStraceTheory]
    [InlineData("renameat2", 1)]
    [InlineData("renameat2", 2)]
    [InlineData("fsync", 1)]
    [InlineData("fsync", 2)]
    [InlineData("pwrite64", 1)]
    [InlineData("pwrite64", 3)]
    [InlineData("pwrite64", 8)]
    public async Task Run_KilledBeforeACall_ContinuesAndEndsWhole(string call, int number)
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 12).Select(static number => ((long)number, number * 150_000L))]);

        var killed = await TraceAsync(call, number, bench.Pipeline);
        var half = bench.Half().ToList();
        var (exitCode, output, errors) = await Tgp.RunAsync("run", bench.Pipeline, "--quiet");
        var check = await Tgp.RunAsync("ledger", "check", bench.Pipeline);

        Assert.NotEqual(0, killed);
        Assert.Empty(half);
        Assert.True(exitCode == 0, output + errors);
        Assert.Empty(bench.Wrong());
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
    }

    // strace(1): the signal comes when a thread enters the call for so many times, and the call is not made.
    private static async Task<int> TraceAsync(string call, int number, string pipeline)
    {
        var start = new ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when={number}", "dotnet", Tgp.Tool, "run", pipeline, "--quiet"]);
        using var traced = Process.Start(start)!;
        await traced.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return traced.ExitCode;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NeedsStraceTheoryAttribute : TheoryAttribute
    {
        public NeedsStraceTheoryAttribute()
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!Array.Exists(folders, static folder => File.Exists(Path.Combine(folder, "strace"))))
                Skip = "strace is not installed.";
        }
    }
}
