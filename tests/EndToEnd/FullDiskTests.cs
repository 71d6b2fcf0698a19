using System.Diagnostics;

namespace TgPlatform.EndToEnd;

/// <summary>A disk that fills up while the tool writes to it, and has room again later.</summary>
public sealed class FullDiskTests
{
    [NeedsMountFact]
    public async Task Run_SinksDiskIsFull_PausesAndEndsWholeWhenThereIsRoom()
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 12).Select(static number => ((long)number, 400_000L))]);
        Directory.CreateDirectory(bench.Downloads);
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", bench.Downloads);
        try
        {
            var ballast = Path.Combine(bench.Downloads, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[7 << 20]);
            var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var tgp = Tgp.Start((_, line) =>
            {
                if (line.Contains("\"sink_changed\"", StringComparison.Ordinal) && line.Contains("disk is full", StringComparison.Ordinal))
                    paused.TrySetResult();
            }, "run", bench.Pipeline, "--json");
            await paused.Task.WaitAsync(TimeSpan.FromMinutes(3));
            File.Delete(ballast);
            var exitCode = await tgp.EndAsync();

            Assert.True(exitCode == 0, tgp.Output + tgp.Errors);
            Assert.Empty(bench.Wrong());
            Assert.Contains("\"dead\":0,\"pending\":0", tgp.Output.Split('\n').Last(static line => line.Contains("\"run_ended\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("umount", "--lazy", bench.Downloads);
        }
    }

    [NeedsMountFact]
    public async Task Run_LedgersDiskIsFull_SaysSoLosesNothingAndGoesOnWhenThereIsRoom()
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 900).Select(static number => ((long)number, 100L))]);
        var (memory, ballast) = MemoryOf(bench);
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", memory);
        try
        {
            // Room for the ledger to begin, not for what 900 items are.
            await File.WriteAllBytesAsync(ballast, new byte[(64 << 20) - (300 << 10)]);
            var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var tgp = Tgp.Start((_, line) =>
            {
                if (line.Contains("\"sink_changed\"", StringComparison.Ordinal) && line.Contains("ledger.db: no room left to remember what was done", StringComparison.Ordinal))
                    paused.TrySetResult();
            }, "run", bench.Pipeline, "--json");
            await paused.Task.WaitAsync(TimeSpan.FromMinutes(3));
            File.Delete(ballast);
            var exitCode = await tgp.EndAsync();
            var check = await Tgp.RunAsync("ledger", "check", bench.Pipeline);

            Assert.True(exitCode == 0, tgp.Errors);
            Assert.Empty(bench.Wrong());
            Assert.Contains("\"done\":900,\"filtered\":0,\"skipped\":0,\"dead\":0,\"pending\":0", tgp.Output.Split('\n').Last(static line => line.Contains("\"run_ended\"", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        }
        finally
        {
            await RunAsync("umount", "--lazy", memory);
        }
    }

    [NeedsMountFact]
    public async Task Run_LedgersDiskStaysFullAndIsInterrupted_FailsWithTheReasonAndTheNextRunDoesTheRest()
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 900).Select(static number => ((long)number, 100L))]);
        var (memory, ballast) = MemoryOf(bench);
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", memory);
        try
        {
            await File.WriteAllBytesAsync(ballast, new byte[(64 << 20) - (300 << 10)]);
            var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var tgp = Tgp.Start((_, line) =>
            {
                if (line.Contains("no room left to remember what was done", StringComparison.Ordinal))
                    paused.TrySetResult();
            }, "run", bench.Pipeline, "--json");
            await paused.Task.WaitAsync(TimeSpan.FromMinutes(3));
            tgp.Interrupt();
            // Of two equal signals that nobody has taken yet the system delivers one.
            tgp.Interrupt("-TERM");
            var exitCode = await tgp.EndAsync();
            var half = bench.Half().ToList();
            File.Delete(ballast);
            var rest = await Tgp.RunAsync("run", bench.Pipeline, "--quiet");

            // Stopped by Ctrl-C, but what was done is not all remembered: that weighs more.
            Assert.True(exitCode == 4, $"{exitCode}: {tgp.Errors}");
            Assert.Contains("not everything this run has done is remembered", tgp.Errors, StringComparison.Ordinal);
            Assert.Empty(half);
            Assert.True(rest.ExitCode == 0, rest.Output + rest.Errors);
            Assert.Empty(bench.Wrong());
        }
        finally
        {
            await RunAsync("umount", "--lazy", memory);
        }
    }

    private static (string Folder, string Ballast) MemoryOf(Workbench bench)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(bench.Pipeline)!, ".tgp")).FullName;
        return (folder, Path.Combine(folder, "ballast"));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NeedsMountFactAttribute : FactAttribute
    {
        public NeedsMountFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
                Skip = "Mounting a small tmpfs needs root on Linux.";
        }
    }
}
