using System.CommandLine;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp lint</c>: everything that is wrong with a pipeline file.</summary>
internal static class LintCommand
{
    private enum Format
    {
        Text,
        Json,
        Sarif,
    }

    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var connect = new Option<bool>("--connect") { Description = "Connect the source and the sinks too, and have each test itself. Moves and writes nothing." };
        var format = new Option<Format?>("--format") { Description = "How findings are printed: text, json or sarif (for code review tools). --json is short for json.", HelpName = "FORMAT" };
        var lint = new ExampleCommand(
            "lint", "Checks a pipeline file and its hooks, and reports every mistake at once.", "tgp lint pipelines/quickstart.yaml --sandbox", "tgp lint pipelines/quickstart.yaml --sandbox --connect", "tgp lint pipelines/quickstart.yaml --sandbox --format sarif > lint.sarif");
        arguments.AddTo(lint);
        lint.Add(connect);
        lint.Add(format);
        lint.SetAction(async (given, cancellation) =>
        {
            await using var opened = await arguments.OpenAsync(given, compilesAnew: true);
            var found = opened.Checked.Diagnostics;
            IReadOnlyList<TestedConnection> connections = [];
            if (given.GetValue(connect) && opened.TryUse(out var pipeline, out _))
            {
                connections = await new ConnectionTester(pipeline, plugin => OpenedPipeline.Lend(pipeline, plugin, host.Time), host.Time).TestAsync(cancellation);
                found = [.. found, .. connections.Select(static one => one.Problem).OfType<Diagnostic>()];
            }

            var wanted = given.GetValue(format) ?? (given.GetValue(global.Json) ? Format.Json : Format.Text);
            Print(host.Terminal, wanted, found, wanted == Format.Text && !given.GetValue(global.Quiet) ? [.. connections.Where(static one => one.Answer is not null).Select(static one => $"{one.Label}: {one.Answer}"), Sum(opened, found)] : []);
            return found.Any(static one => one.Severity == Severity.Error) ? ExitCodes.WrongPipeline : ExitCodes.Success;
        });
        return lint;
    }

    private static void Print(Terminal terminal, Format format, IReadOnlyList<Diagnostic> found, IReadOnlyList<string> rest)
    {
        switch (format)
        {
            case Format.Json:
                terminal.Output.WriteLine(DiagnosticFormatter.Json(found));
                break;
            case Format.Sarif:
                terminal.Output.WriteLine(DiagnosticFormatter.Sarif(found, typeof(LintCommand).Assembly.GetName().Version!.ToString(3)));
                break;
            default:
                foreach (var line in found.Select(static one => one.ToString()).Concat(rest))
                    terminal.Line(line);
                break;
        }
    }

    private static string Sum(OpenedPipeline opened, IReadOnlyList<Diagnostic> found) =>
        found.Count == 0 ? $"{opened.Checked.Definition!.Name}: no mistakes" : OpenedPipeline.CountOf(found);
}
