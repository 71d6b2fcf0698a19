using System.CommandLine;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Plugins.Verifying;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp plugins verify</c>: whether a plugin keeps what every plugin promises.</summary>
internal static class VerifyPluginCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var target = new Argument<string>("DLL|FOLDER") { Description = "A plugin's folder, or the DLL in it." };
        var pipelineFile = new Option<string?>("--pipeline") { Description = "A pipeline that uses the plugin: its options are taken. Sinks store into temporary folders.", HelpName = "FILE" };
        var verify = new ExampleCommand(
            "verify", "Loads a plugin and runs the contract suites on what it offers. Sources are read; sinks get temporary folders for their relative paths.",
            "tgp plugins verify Notes/Notes/bin/Debug/net10.0 --pipeline Notes/example.yaml") { target, pipelineFile };
        verify.SetAction(async (given, _) =>
        {
            var folder = FolderOf(given.GetRequiredValue(target));
            // One catalog for plugin and pipeline: loaded twice, the plugin's types would not be the same.
            var catalog = new PluginCatalog([host.BuiltInPlugins, folder]);
            var plugin = catalog.Plugins.FirstOrDefault(one => one.Folder == folder) ?? throw new UsageException($"{folder} holds no plugin. Name the folder of a plugin.json.");
            var offers = plugin.Load();
            host.Terminal.Line($"{plugin.Name} {plugin.Manifest?.Version}: {(plugin.State.Reason is { } reason ? $"cannot be used. {reason}" : "loads, and registers what its manifest says")}");
            if (offers.Count == 0)
                return ExitCodes.WrongPipeline;
            var pipeline = given.GetValue(pipelineFile) is { } file ? Read(file, catalog, host) : null;
            var verifier = new PluginVerifier(ContractSuites.Load(host.BuiltInPlugins), pipeline, pipeline is null ? Environment.CurrentDirectory : OpenedPipeline.FolderOf(pipeline));
            var isSound = true;
            foreach (var offer in offers)
                isSound &= Print(host, await verifier.VerifyAsync(offer));
            return isSound ? ExitCodes.Success : ExitCodes.ItemsFailed;
        });
        return verify;
    }

    private static bool Print(CliHost host, VerifiedOffer verified)
    {
        var name = $"{OfferText.RoleOf(verified.Offer)} {verified.Offer.Name}";
        host.Terminal.Line(verified.NotRun is { } why ? $"  {name}: not run: {why}" : $"  {name}: {verified.Passed} passed, {verified.Failures.Count} failed");
        foreach (var (test, failure) in verified.Failures)
            host.Terminal.Line($"    FAIL {test}: {failure.ReplaceLineEndings(" ")}");
        return verified.Failures.Count == 0;
    }

    private static string FolderOf(string target)
    {
        if (!Directory.Exists(target) && !File.Exists(target))
            throw new UsageException($"{target} does not exist. Name the folder of a plugin, or its DLL.");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory.Exists(target) ? target : Path.GetDirectoryName(Path.GetFullPath(target))!));
    }

    private static PipelineDefinition Read(string file, PluginCatalog catalog, CliHost host)
    {
        var linted = new PipelineLinter(catalog, PipelineArguments.CompilerIn(Path.GetDirectoryName(Path.GetFullPath(file))!)).Check(file, new());
        linted.Hooks?.Dispose();
        foreach (var one in linted.Diagnostics)
            host.Terminal.Problem(one.ToString());
        return linted.Definition ?? throw new UsageException($"--pipeline: {Printable.Quote(file)} has mistakes", ExitCodes.WrongPipeline);
    }
}
