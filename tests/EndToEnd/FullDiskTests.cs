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
            var paused = new TaskCompletionSource();
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
