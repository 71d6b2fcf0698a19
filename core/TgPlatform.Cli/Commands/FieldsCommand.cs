using System.CommandLine;
using TgPlatform.Cli.Plugins;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp fields</c>: what hooks may use of the items of a source.</summary>
internal static class FieldsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var name = new Argument<string>("SOURCE") { Description = "A source." };
        var fields = new ExampleCommand("fields", "Lists what hooks may use of a source's items, with example values.", "tgp fields http", "tgp fields filesystem --json") { name };
        fields.SetAction(given =>
        {
            var source = Find(global.OpenCatalog(given), given.GetRequiredValue(name));
            if (given.GetValue(global.Json))
                JsonText.Print(host.Terminal, writer => FieldsText.Write(writer, source));
            else
                FieldsText.Lines(source).ToList().ForEach(host.Terminal.Line);
            return ExitCodes.Success;
        });
        return fields;
    }

    private static SourceOffer Find(PluginCatalog catalog, string name)
    {
        var found = catalog.FindSource(name);
        return found.Offer ?? throw (found.Problem is { } problem
            ? new UsageException(problem, ExitCodes.WrongPipeline)
            : new UsageException($"No plugin offers a source '{name}'. {NearestName.Advice(name, catalog.Names("source"))}"));
    }
}
