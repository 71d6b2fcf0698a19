using System.CommandLine;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp lint</c>: everything that is wrong with a pipeline file.</summary>
internal static class LintCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var lint = new ExampleCommand("lint", "Checks a pipeline file and its hooks, and reports every mistake at once.", "tgp lint archive.yaml", "tgp lint archive.yaml --json");
        arguments.AddTo(lint);
        lint.SetAction(async (given, _) =>
        {
            await using var opened = await arguments.OpenAsync(given);
            if (given.GetValue(global.Json))
                host.Terminal.Output.WriteLine(DiagnosticFormatter.Json(opened.Checked.Diagnostics));
            else
                Print(host, opened, given.GetValue(global.Quiet));
            return opened.TryUse(out var _, out var _) ? ExitCodes.Success : ExitCodes.WrongPipeline;
        });
        return lint;
    }

    private static void Print(CliHost host, OpenedPipeline opened, bool quiet)
    {
        foreach (var one in opened.Checked.Diagnostics)
            host.Terminal.Line(one.ToString());
        if (!quiet)
            host.Terminal.Line(opened.Counted is { Length: > 0 } counted ? counted : $"{opened.Checked.Definition!.Name}: no mistakes");
    }
}
