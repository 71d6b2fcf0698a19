using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TgPlatform.Cli.Chaos;
using TgPlatform.Cli.Ledgers;
using TgPlatform.Cli.Loads;
using TgPlatform.Cli.New;
using TgPlatform.Cli.Testing;
using TgPlatform.Cli.Trying;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Cli.Commands;

/// <summary>The command line of <c>tgp</c>: parses, runs one command, and turns whatever goes wrong into a line and an exit code.</summary>
internal static class TgpCommandLine
{
    /// <summary>Runs one command.</summary>
    public static async Task<int> RunAsync(string[] arguments, CliHost host)
    {
        // Arguments that begin with @ are names, not files of further arguments.
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var options = new GlobalOptions(host);
        var root = Build(host, options);
        try
        {
            var parsed = root.Parse(arguments, configuration);
            // Plugins are looked at for commands only where none of our own is meant: a run must not wait for that.
            if (parsed.CommandResult.Command == root && parsed.Errors.All(one => (one.SymbolResult as OptionResult)?.Option != options.Plugins))
            {
                PluginCommands.AddTo(root, host, options, options.OpenCatalog(parsed));
                parsed = root.Parse(arguments, configuration);
            }

            // Help for a word nobody knows would hide that nobody knows it.
            if (parsed.Action is ParseErrorAction || (parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors))
                return Refuse(parsed, host);
            return await parsed.InvokeAsync(new()
            {
                Output = host.Terminal.Output,
                Error = host.Terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // The run command drains by itself.
            });
        }
        catch (UsageException wrong)
        {
            host.Terminal.Problem($"tgp: {wrong.Message}");
            return wrong.ExitCode;
        }
        catch (Exception bug)
        {
            host.Terminal.Problem($"tgp: internal error: {bug.GetType().Name}: {bug.Message.ReplaceLineEndings(" ")}");
            host.Terminal.Problem("This is a mistake in tgp. TGP_DEBUG=1 shows where; please report it with that.");
            if (host.Variable("TGP_DEBUG") == "1")
                host.Terminal.Error.WriteLine(bug);
            return ExitCodes.InternalError;
        }
    }

    internal static RootCommand Build(CliHost host, GlobalOptions options)
    {
        var root = new RootCommand("Moves media and records from where they appear to where you keep them, as a YAML file says.")
        {
            RunCommand.Build(host, options),
            LintCommand.Build(host, options),
            PlanCommand.Build(host, options),
            StatusCommand.Build(host, options),
            VerifyCommand.Build(host, options),
            ChaosCommand.Build(host, options),
            LoadCommand.Build(host, options),
            DeadCommand.Build(host, options),
            LedgerCommand.Build(host, options),
            PluginsCommand.Build(host, options),
            SchemaCommand.Build(host, options),
            FieldsCommand.Build(host, options),
            TestCommand.Build(host, options),
            TryCommand.Build(host, options),
            NewCommand.Build(host),
        };
        options.AddTo(root);
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    private static int Refuse(ParseResult parsed, CliHost host)
    {
        // An unknown word makes the parser miss a command or an argument as well; only the word is the mistake.
        var unknown = parsed.UnmatchedTokens;
        foreach (var message in unknown.Count > 0 ? unknown.Select(one => $"'{one}' is not known here.{Nearest(one, parsed.CommandResult.Command)}") : parsed.Errors.Select(OptionErrors.Message).Distinct())
            host.Terminal.Problem($"tgp: {message}");
        host.Terminal.Problem($"'{ExampleHelp.FullName(parsed.CommandResult.Command)} --help' shows what can be given.");
        return ExitCodes.WrongUsage;
    }

    private static string Nearest(string word, Command command) =>
        NearestName.Of(word, [.. command.Subcommands.Select(static one => one.Name), .. OptionNames(command)]) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Select(static one => one.Name).Concat(command.Parents.OfType<Command>().SelectMany(OptionNames));
}
