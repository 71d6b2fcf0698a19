using System.Diagnostics;
using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>The first hour of a plugin's author, with the tool alone.</summary>
public sealed class NewPluginTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task NewPlugin_AsWritten_BuildsPassesItsTestsIsVerifiedAndRuns()
    {
        var made = await Tgp.RunAsync("new", "plugin", "Notes", "--folder", _folder.Root);
        Assert.True(made.ExitCode == 0, made.Output + made.Errors);

        var tests = await DotnetAsync("test", _folder.At("Notes/Notes.Tests"), "-nologo", "-nodeReuse:false");
        Assert.True(tests.ExitCode == 0, tests.Output);
        Assert.Matches(@"Failed: +0, Passed: +\d{3}", tests.Output);

        var built = _folder.At("Notes/Notes/bin/Debug/net10.0");
        Assert.False(File.Exists(Path.Combine(built, "TgPlatform.Contracts.dll")));
        var verified = await Tgp.RunAsync("plugins", "verify", built, "--pipeline", _folder.At("Notes/example.yaml"));
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        Assert.Matches(@"source notes_lines: \d+ passed, 0 failed", verified.Output);

        var run = await Tgp.RunAsync("run", _folder.At("Notes/example.yaml"), "--plugins", built);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(["1.txt", "2.txt", "3.txt"], Directory.GetFiles(_folder.At("Notes/out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int ExitCode, string Output)> DotnetAsync(params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output + await errors);
    }
}
