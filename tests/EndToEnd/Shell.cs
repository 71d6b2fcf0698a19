using System.Diagnostics;

namespace TgPlatform.EndToEnd;

/// <summary>A shell that knows the tested tool by its name, and stops at the first line that fails.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Types lines in a folder, and gives what they printed.</summary>
    public static async Task<string> TypeAsync(string folder, string lines)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-o", "pipefail", "-c", $"tgp() {{ '{string.Join("' '", Tgp.Command)}' \"$@\"; }}\n{lines}"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // A build server that outlives the test would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var limit = new CancellationTokenSource(Patience);
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var errors = shell.StandardError.ReadToEndAsync(limit.Token);
        var output = await shell.StandardOutput.ReadToEndAsync(limit.Token);
        await shell.WaitForExitAsync(limit.Token);
        Assert.True(shell.ExitCode == 0, output + await errors);
        return output;
    }
}
