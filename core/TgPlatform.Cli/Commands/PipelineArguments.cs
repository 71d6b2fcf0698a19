using System.CommandLine;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Commands;

/// <summary>What every command that opens a pipeline file takes.</summary>
internal sealed class PipelineArguments(CliHost host, GlobalOptions global)
{
    private readonly Argument<string> _file = new("FILE") { Description = "The pipeline file." };

    private readonly Option<string[]> _set = MakeSet();

    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "Start the emulated services on this machine, and fill their addresses into the file's variables." };

    /// <summary>Compiles hooks, and keeps them beside the pipelines of a folder.</summary>
    public static HookCompiler CompilerIn(string folder, bool compilesAnew = false) => new(Path.Combine(folder, ".tgp", "hooks")) { CompilesAnew = compilesAnew };

    /// <summary>The option that puts values over the file's.</summary>
    public static Option<string[]> MakeSet()
    {
        var set = new Option<string[]>("--set")
        {
            Description = "Puts a value over the file's: engine.consumers=8, sinks[0].with.root=/data. May be given several times.",
            HelpName = "PATH=VALUE",
            DefaultValueFactory = static _ => [],
            Arity = ArgumentArity.OneOrMore,
        };
        set.Validators.Add(static given =>
        {
            foreach (var one in given.Tokens.Where(static one => one.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
                given.AddError($"--set: '{one.Value}' sets nothing. Write PATH=VALUE, for instance --set engine.consumers=8.");
        });
        return set;
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_set);
        command.Add(_sandbox);
    }

    /// <summary>The file as it was typed.</summary>
    public string FileOf(ParseResult given) => given.GetRequiredValue(_file);

    /// <summary>The same file and values for another <c>tgp</c>; what a sandbox fills in goes with it by the environment.</summary>
    public IEnumerable<string> Repeat(ParseResult given) =>
        [Path.GetFullPath(given.GetRequiredValue(_file)), .. given.GetValue(_set)!.SelectMany(static one => new[] { "--set", one }), .. global.RepeatPlugins(given)];

    // What is wrong with a file that cannot be read is the linter's to say.
    private string[] Texts(string file, ParseResult given) => [File.Exists(file) ? File.ReadAllText(file) : "", .. given.GetValue(_set)!];

    /// <summary>Checks the file.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="givesItems">Whether items are given, or none are wanted, so that the source is not opened and need not be complete.</param>
    /// <param name="compilesAnew">Whether hooks that are kept are compiled all the same, so that every warning comes every time.</param>
    /// <exception cref="UsageException">A plugin folder or the sandbox cannot be used.</exception>
    public async Task<OpenedPipeline> OpenAsync(ParseResult given, bool givesItems = false, bool compilesAnew = false)
    {
        var catalog = global.OpenCatalog(given);
        var file = given.GetRequiredValue(_file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? Path.GetFullPath(file);
        var sandboxes = given.GetValue(_sandbox) ? await Sandboxes.StartAsync(catalog, Texts(file, given), folder, host.Time) : Sandboxes.None();
        var opened = Check(given, catalog, sandboxes, givesItems, compilesAnew);
        // The file is right then, and the command line wrong.
        if (opened.Checked.Diagnostics.Where(static one => one.Severity == Severity.Error).ToList() is not { Count: > 0 } errors || !errors.TrueForAll(IsFromSet))
            return opened;
        await opened.DisposeAsync();
        opened.PrintFindings(host.Terminal);
        throw new UsageException("what --set gives cannot be used.");
    }

    /// <summary>Checks the file again with the plugins as they are now, loaded beside those of before and with the same sandboxes.</summary>
    /// <exception cref="UsageException">A plugin folder cannot be used.</exception>
    public OpenedPipeline Reopen(ParseResult given, OpenedPipeline earlier) => Check(given, global.OpenCatalog(given, unloadable: true), earlier.Sandboxes, givesItems: false, compilesAnew: false);

    private bool IsFromSet(Diagnostic found) => found.Location.File.StartsWith(_set.Name, StringComparison.Ordinal);

    private OpenedPipeline Check(ParseResult given, PluginCatalog catalog, Sandboxes sandboxes, bool givesItems, bool compilesAnew)
    {
        var file = given.GetRequiredValue(_file);
        var compiler = CompilerIn(Path.GetDirectoryName(Path.GetFullPath(file)) ?? Path.GetFullPath(file), compilesAnew);
        return new(new PipelineLinter(catalog, compiler).Check(file, new() { Variables = sandboxes.Variables, Overrides = given.GetValue(_set)!, GivesItems = givesItems }), sandboxes, catalog);
    }
}
