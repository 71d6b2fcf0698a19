using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary><c>tgp dead</c>: what failed for good, why, and what to do with it.</summary>
internal static class DeadCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions options) => new ExampleCommand("dead", "Shows, replays and drops dead letters: items that failed for good.")
    {
        Make("list", "Lists dead letters with the reason of their last failure.", (place, wanted, given) =>
            Show(host.Terminal, place, wanted, given.GetValue(options.Json), DeadText.Line), "tgp dead list pipelines/quickstart.yaml", "tgp dead list pipelines/quickstart.yaml --step open --json"),
        Make("show", "Shows dead letters whole: fields, and every attempt with its time.", (place, wanted, given) =>
            Show(host.Terminal, place, wanted, given.GetValue(options.Json), DeadText.Whole), "tgp dead show pipelines/quickstart.yaml --step open"),
        Make("replay", "Makes dead letters pending again: the next run tries them, only for the sinks that lack them.", (place, wanted, _) =>
            Tell(host.Terminal, LedgerPlace.Guard(() => DeadLetters.Replay(place.Folder, place.Pipeline, wanted)), "to be tried again by the next run"), "tgp dead replay pipelines/quickstart.yaml --reason 503"),
        Make("drop", "Gives dead letters up: they count as skipped, and are not fetched when they are found again.", (place, wanted, _) =>
            Tell(host.Terminal, LedgerPlace.Guard(() => DeadLetters.Drop(place.Folder, place.Pipeline, wanted)), "dropped"), "tgp dead drop pipelines/quickstart.yaml --kind permanent", "tgp dead drop pipelines/quickstart.yaml --all"),
    };

    private static ExampleCommand Make(string name, string description, Func<LedgerPlace, Func<FailedItem, bool>, ParseResult, int> run, params string[] examples)
    {
        var arguments = new LedgerArguments();
        var filter = new DeadFilter();
        var command = new ExampleCommand(name, description, examples);
        arguments.AddTo(command);
        filter.AddTo(command, wantsSelection: name == "drop");
        command.SetAction(given =>
        {
            var place = arguments.Of(given);
            return run(place, filter.Of(given, place), given);
        });
        return command;
    }

    private static int Show(Terminal terminal, LedgerPlace place, Func<FailedItem, bool> wanted, bool json, Func<FailedItem, IEnumerable<string>> text)
    {
        return place.Read(reader =>
        {
            var letters = reader.DeadLetters(place.Pipeline).Where(wanted);
            if (json)
            {
                JsonText.Print(terminal, writer => DeadJson.Write(writer, letters));
                return ExitCodes.Success;
            }

            var any = false;
            var advice = new AdviceList();
            foreach (var letter in letters)
            {
                any = true;
                advice.Add(letter.Last?.Reason);
                foreach (var line in text(letter))
                    terminal.Line(line);
            }

            if (!any)
                terminal.Line($"{place.Pipeline}: no such dead letters");
            foreach (var line in advice.Lines)
                terminal.Line(Advice.For(place.File, line));
            return ExitCodes.Success;
        });
    }

    private static int Tell(Terminal terminal, int count, string what)
    {
        terminal.Line($"{Units.Counted(count, "dead letter")} {what}");
        return ExitCodes.Success;
    }
}
