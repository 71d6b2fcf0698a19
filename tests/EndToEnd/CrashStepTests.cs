using System.Diagnostics;
using TgPlatform.Testing;

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
    [InlineData("unlink", 3)]
    [InlineData("ftruncate", 2)]
    [InlineData("mkdir", 1)]
    public async Task Run_KilledBeforeACall_ContinuesAndEndsWhole(string call, int number)
    {
        await using var server = await PatternServer.StartAsync();
        // So many files that of the threads that end them one makes each call twice, however many there are.
        using var bench = Workbench.For(server, [.. Enumerable.Range(1, 48).Select(static number => ((long)number, number <= 12 ? number * 150_000L : 1_000L))]);

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

    // Twins that are linked, temporary names that are removed or replaced. Neither SQLite nor .NET calls fdatasync here. strace counts by thread,
    // and which thread makes a second such call is chance.
    [NeedsStraceTheory]
    [InlineData("linkat", 1)]
    [InlineData("renameat", 1)]
    [InlineData("unlinkat", 1)]
    public async Task Run_ResumedWithTwinsAndKilledBeforeACall_ContinuesAndEndsWhole(string call, int number)
    {
        using var folder = new TempFolder();
        for (var file = 1; file <= 6; file++)
        {
            folder.Write($"in/{file}.bin", Some.Bytes(file * 900_000, file));
            folder.Write($"in/twin-{file}.bin", Some.Bytes(file * 900_000, file));
        }

        var pipeline = folder.At("pipeline.yaml");
        File.WriteAllText(pipeline, """
            name: twins
            source: { use: filesystem, with: { root: in } }
            path: "folder/{item.Name}"
            sinks: [{ use: filesystem, with: { root: out } }]
            dedupe: { content: hardlink }
            """);

        var first = await TraceAsync("pwrite64", 60, pipeline);
        var second = await TraceAsync(call, number, pipeline);
        var half = Names(folder.At("out/folder")).Where(name => !name.EndsWith(".part", StringComparison.Ordinal) && !IsWhole(folder, name)).ToList();
        var (exitCode, output, errors) = await Tgp.RunAsync("run", pipeline, "--quiet");
        var check = await Tgp.RunAsync("ledger", "check", pipeline);
        var verify = await Tgp.RunAsync("verify", pipeline);

        Assert.All([first, second], static killed => Assert.NotEqual(0, killed));
        Assert.Empty(half);
        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(Names(folder.At("in")), Names(folder.At("out/folder")));
        Assert.All(Names(folder.At("in")), name => Assert.True(IsWhole(folder, name), name));
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        Assert.True(verify.ExitCode == 0, verify.Output + verify.Errors);
    }

    private static bool IsWhole(TempFolder folder, string name) => File.ReadAllBytes(folder.At($"in/{name}")).AsSpan().SequenceEqual(File.ReadAllBytes(folder.At($"out/folder/{name}")));

    private static List<string> Names(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { AttributesToSkip = 0 }).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    // strace(1): the signal comes when a thread enters the call for so many times, and the call is not made.
    private static async Task<int> TraceAsync(string call, int number, string pipeline)
    {
        var start = new ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when={number}", .. Tgp.Command, "run", pipeline, "--quiet"]);
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
