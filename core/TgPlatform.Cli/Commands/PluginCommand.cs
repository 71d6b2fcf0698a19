using System.CommandLine;
using System.CommandLine.Parsing;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Commands;

/// <summary>One command of a plugin: its options record as arguments and options, its failure as a line and an exit code.</summary>
internal sealed class PluginCommand(CommandOffer offer, CliHost host, GlobalOptions global)
{
    private readonly List<(OptionDefinition Option, Func<ParseResult, IReadOnlyList<string>?> Read)> _readers = [];

    /// <summary>Makes the command.</summary>
    /// <param name="word">The last word of its name.</param>
    public ExampleCommand Build(string word)
    {
        var command = new ExampleCommand(word, offer.Description, [.. offer.Examples]);
        var options = OptionModel.For(offer.OptionsType).Options;
        foreach (var option in options)
            Add(command, option with { Description = AsTyped(option.Description, options) });
        command.SetAction((given, _) => RunAsync(given));
        return command;
    }

    private static string Shown(string optionName) => $"--{optionName.Replace('_', '-')}";

    // What is said of an option in a file names others as they are written there.
    private static string AsTyped(string description, IReadOnlyList<OptionDefinition> options) =>
        options.Where(static one => one.Name.Contains('_', StringComparison.Ordinal)).Aggregate(description, static (text, one) => text.Replace(one.Name, Shown(one.Name), StringComparison.Ordinal));

    // The parser's own refuses a single value where it expects several.
    private static string[] Texts(ArgumentResult given) => [.. given.Tokens.Select(static one => one.Value)];

    private void Add(Command command, OptionDefinition option)
    {
        if (option.IsRequired)
        {
            var argument = new Argument<string[]>(option.Name.Replace('_', '-').ToUpperInvariant())
            {
                Description = option.Description,
                Arity = option.Type.Kind == OptionKind.List ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
                CustomParser = Texts,
            };
            command.Add(argument);
            _readers.Add((option, given => given.GetValue(argument)));
        }
        else if (option.Type.Kind == OptionKind.Boolean)
        {
            var flag = new Option<bool?>(Shown(option.Name)) { Description = option.Description };
            command.Add(flag);
            _readers.Add((option, given => given.GetValue(flag) is { } on ? [on ? "true" : "false"] : null));
        }
        else
        {
            var value = new Option<string[]>(Shown(option.Name))
            {
                Description = option.DefaultText is { } usual ? $"{option.Description} [default: {usual}]" : option.Description,
                HelpName = option.Type.Choices.Count > 0 ? option.Type.ToString() : option.Type.Kind.ToString().ToUpperInvariant(),
                Arity = option.Type.Kind == OptionKind.List ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
                CustomParser = Texts,
            };
            command.Add(value);
            _readers.Add((option, given => given.GetResult(value) is null ? null : given.GetValue(value)));
        }
    }

    private async Task<int> RunAsync(ParseResult given)
    {
        var typed = _readers.Select(one => (one.Option.Name, Values: one.Read(given))).Where(static one => one.Values is { Count: > 0 });
        var (options, found) = CommandOptions.Bind(OptionModel.For(offer.OptionsType), typed.ToDictionary(static one => one.Name, static one => one.Values!), Environment.CurrentDirectory);
        foreach (var one in found)
            host.Terminal.Problem($"tgp: {(one.Path.Length == 0 ? "" : Shown(one.Path) + ": ")}{one.Message}");
        if (found.Any(static one => one.Severity == Severity.Error))
            return ExitCodes.WrongUsage;
        var console = new CommandConsole(host.Terminal, host.Answers, given.GetValue(global.Quiet));
        var context = new CommandContext(PluginContexts.For(offer.Plugin, Environment.CurrentDirectory, host.Time), console, given.GetValue(global.Json));
        using var signals = new StopSignals(static _ => { });
        signals.Listen();
        return await RunAsync(options, context, signals);
    }

    private async Task<int> RunAsync(object options, CommandContext context, StopSignals signals)
    {
        try
        {
            // A second Ctrl-C leaves a command that does not listen to the first.
            await Task.Run(() => offer.Run(options, context, signals.Stop), CancellationToken.None).WaitAsync(signals.Abort);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCodes.Stopped;
        }
        catch (FailureException failure)
        {
            host.Terminal.Problem($"tgp: {failure.Message}");
        }
        catch (Exception thrown)
        {
            host.Terminal.Problem($"tgp: the command '{offer.Name}' of the plugin '{offer.Plugin}' failed: {thrown.GetType().Name}: {thrown.Message} Tell the plugin's author.");
            if (host.Variable("TGP_DEBUG") == "1")
                host.Terminal.Error.WriteLine(thrown);
        }

        return ExitCodes.RunFailed;
    }
}
