using System.CommandLine;
using Microsoft.Extensions.Logging;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Commands;

/// <summary>The options every command has.</summary>
internal sealed class GlobalOptions(CliHost host)
{
    private const string PluginsVariable = "TGP_PLUGINS";

    /// <summary>Further plugin folders.</summary>
    public Option<string[]> Plugins { get; } = new("--plugins")
    {
        Description = $"A further folder of plugins; may be given several times. {PluginsVariable} holds such folders too, separated by '{Path.PathSeparator}'.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = static _ => [],
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Least level of the log.</summary>
    public Option<LogLevel?> Level { get; } = new("--log-level")
    {
        Description = "The least important level that is logged: trace, debug, information, warning, error, critical or none. Goes before the pipeline's own.",
        HelpName = "LEVEL",
        Recursive = true,
        CustomParser = static given =>
        {
            if (Enum.TryParse<LogLevel>(given.Tokens[0].Value, ignoreCase: true, out var level) && Enum.IsDefined(level))
                return level;
            given.AddError($"--log-level: '{given.Tokens[0].Value}' is not a level. Write trace, debug, information, warning, error, critical or none.");
            return null;
        },
    };

    /// <summary>Log file.</summary>
    public Option<string?> LogFile { get; } = new("--log-file")
    {
        Description = "A file that takes the log as JSON, the date in its name. Goes before the pipeline's own.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Problems only.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print problems only; a lane of a run that waits for more than ten seconds is one.", Recursive = true };

    /// <summary>For programs.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for programs.", Recursive = true };

    /// <summary>Adds them to the root.</summary>
    public void AddTo(Command root)
    {
        foreach (var option in new Option[] { Plugins, Level, LogFile, Quiet, Json })
            root.Add(option);
    }

    /// <summary>The plugin folders as arguments for another <c>tgp</c>.</summary>
    public IEnumerable<string> RepeatPlugins(ParseResult given) => given.GetValue(Plugins)!.SelectMany(folder => new[] { Plugins.Name, Path.GetFullPath(folder) });

    /// <summary>The plugins of all folders; their manifests are read, nothing is loaded.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="unloadable">Whether they may be let go again.</param>
    /// <exception cref="UsageException">A named folder does not exist.</exception>
    public PluginCatalog OpenCatalog(ParseResult given, bool unloadable = false)
    {
        var fromVariable = host.Variable(PluginsVariable)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        foreach (var (folders, origin) in new[] { (given.GetValue(Plugins)!, Plugins.Name), (fromVariable, PluginsVariable) })
        {
            if (Array.Find(folders, static folder => !Directory.Exists(folder)) is { } missing)
                throw new UsageException($"{origin}: the folder '{missing}' does not exist. Correct it, or leave it out.");
        }

        return new([host.BuiltInPlugins, .. given.GetValue(Plugins)!, .. fromVariable], unloadable);
    }
}
