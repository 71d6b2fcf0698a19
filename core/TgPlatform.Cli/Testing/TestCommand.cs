using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Testing;

namespace TgPlatform.Cli.Testing;

/// <summary><c>tgp test</c>: unit tests of whole pipelines, without network.</summary>
internal static class TestCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files of tests, or folders of '*_test.yaml'.", Arity = ArgumentArity.OneOrMore };
        var junit = new Option<string?>("--junit") { Description = "A file that takes the results as JUnit XML.", HelpName = "FILE" };
        var test = new ExampleCommand(
            "test", "Runs tests of pipelines: items are given, and what would become of them is compared. Opens, fetches and writes nothing.",
            "tgp test pipelines/quickstart_test.yaml", "tgp test pipelines --junit results.xml") { files, junit };
        test.SetAction(async (given, cancellation) =>
        {
            var report = new TestReport(host.Terminal, given.GetValue(global.Json), given.GetValue(global.Quiet));
            var catalog = global.OpenCatalog(given);
            foreach (var file in given.GetRequiredValue(files).SelectMany(FilesOf))
                await RunAsync(file, catalog, report, host, cancellation);
            if (given.GetValue(junit) is { } output)
                OutputFile.Write(output, JunitText.Of(report.Files));
            return report.End();
        });
        return test;
    }

    private static async Task RunAsync(string file, PluginCatalog catalog, TestReport report, CliHost host, CancellationToken cancellation)
    {
        var compiler = PipelineArguments.CompilerIn(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var found = new DiagnosticBag();
        var tests = new PipelineTestReader(new PipelineLinter(catalog, compiler)).Read(file, found);
        report.Begin(file, found.Sorted());
        if (tests is null)
            return;
        var tester = new PipelineTester(tests.Pipeline, compiler, plugin => OpenedPipeline.Lend(tests.Pipeline, plugin, host.Time), host.Time);
        foreach (var test in tests.Tests)
            report.Add(await tester.RunAsync(test, cancellation));
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        var files = Directory.GetFiles(path, "*_test.yaml").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new UsageException($"{path} holds no '*_test.yaml'. Name a file, or another folder.");
    }
}
