using System.CommandLine;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Commands;

/// <summary>The commands that plugins offer, put among tgp's own.</summary>
internal static class PluginCommands
{
    /// <summary>Adds them; a plugin that cannot be used leaves a command that says why.</summary>
    public static void AddTo(RootCommand root, CliHost host, GlobalOptions global, PluginCatalog catalog)
    {
        var own = root.Subcommands.ToHashSet();
        foreach (var name in catalog.Names(nameof(PluginRole.Command)))
        {
            var words = name.Replace('_', '-').Split(' ');
            var above = words[..^1].Aggregate((Command)root, Child);
            if (own.Contains(above) || above.Subcommands.Any(one => one.Name == words[^1]))
                host.Terminal.Problem($"tgp: a plugin offers the command '{string.Join(' ', words)}', which tgp has itself; the plugin's is left out.");
            else
                above.Add(Build(words[^1], catalog.FindCommand(name), host, global));
        }

        // A word that only holds commands is said by what they do.
        foreach (var group in root.Subcommands.Where(one => !own.Contains(one) && one.Subcommands.Count > 0))
            group.Description = string.Join(" ", group.Subcommands.Select(static one => $"{one.Name}: {one.Description?.Split(". ")[0].TrimEnd('.')}."));
    }

    private static Command Child(Command above, string word)
    {
        if (above.Subcommands.FirstOrDefault(one => one.Name == word) is { } there)
            return there;
        var made = new ExampleCommand(word, "");
        above.Add(made);
        return made;
    }

    private static ExampleCommand Build(string word, Lookup<CommandOffer> found, CliHost host, GlobalOptions global)
    {
        if (found.Offer is { } offer)
            return new PluginCommand(offer, host, global).Build(word);
        var broken = new ExampleCommand(word, "Cannot be used: see 'tgp plugins list'.") { TreatUnmatchedTokensAsErrors = false };
        broken.SetAction(int (_) => throw new UsageException(found.Problem!, ExitCodes.WrongPipeline));
        return broken;
    }
}
