using System.CommandLine;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp plugins</c>: what is there, and what it takes.</summary>
internal static class PluginsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions options)
    {
        var list = new ExampleCommand("list", "Lists every plugin and says of each whether it can be used.", "tgp plugins list", "tgp plugins list --plugins Notes/Notes/bin/Debug/net10.0 --json");
        list.SetAction(given => List(host.Terminal, options.OpenCatalog(given), given.GetValue(options.Json), given.GetValue(options.Quiet)));
        var name = new Argument<string>("NAME") { Description = "A source, sink, strategy, sandbox or plugin." };
        var describe = new ExampleCommand("describe", "Shows what can be written for a source, sink or strategy.", "tgp plugins describe http", "tgp plugins describe filesystem --json") { name };
        describe.SetAction(given => Describe(host.Terminal, OfferFinder.Find(options.OpenCatalog(given), given.GetRequiredValue(name)), given.GetValue(options.Json)));
        return new ExampleCommand("plugins", "Says of each plugin what it offers and whether it can be used, shows every option of one, and checks what it promises.") { list, describe, VerifyPluginCommand.Build(host, options) };
    }

    private static int List(Terminal terminal, PluginCatalog catalog, bool json, bool quiet)
    {
        foreach (var plugin in catalog.Plugins)
            plugin.Load();
        if (json)
            JsonText.Print(terminal, writer => PluginListJson.Write(writer, catalog));
        else
            PluginListText.Print(terminal, catalog, quiet);
        return catalog.Conflicts.Count == 0 && catalog.Plugins.All(static one => one.State.Status == PluginStatus.Ready) ? ExitCodes.Success : ExitCodes.WrongPipeline;
    }

    private static int Describe(Terminal terminal, IReadOnlyList<Offer> offers, bool json)
    {
        if (json)
        {
            JsonText.Print(terminal, writer => OfferJson.Write(writer, offers));
            return ExitCodes.Success;
        }

        foreach (var line in offers.SelectMany(OfferText.Lines))
            terminal.Line(line);
        return ExitCodes.Success;
    }
}
