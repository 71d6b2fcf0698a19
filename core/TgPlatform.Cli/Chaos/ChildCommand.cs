using System.Diagnostics;
using TgPlatform.Cli.Commands;

namespace TgPlatform.Cli.Chaos;

/// <summary>How to start this very program once more, for a run of the pipeline that may be killed.</summary>
/// <param name="pipeline">The file with its values and plugin folders, as arguments.</param>
/// <param name="variables">What the sandbox fills in.</param>
internal sealed class ChildCommand(IReadOnlyList<string> pipeline, IReadOnlyDictionary<string, string> variables)
{
    // Often, because what was reported last is all that is known of a killed run.
    private const string ProgressInterval = "logging.progress_interval=20ms";

    /// <summary>Starts a run whose ledger and sinks are in a workspace.</summary>
    public Process Start(string workspace)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true };
        var own = Environment.ProcessPath ?? "dotnet";
        start.FileName = own;

        // Started as 'dotnet tgp.dll', the program is the host.
        string[] first = Path.GetFileNameWithoutExtension(own) == "tgp" ? [] : [typeof(ChildCommand).Assembly.Location];
        string[] arguments = [.. first, "run", .. pipeline, "--set", ProgressInterval, "--json", RunCommand.Workspace, workspace];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
