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
        BuildList(host, options),
        Make(DeadUse.Show, "show", "Shows dead letters whole: fields, and every attempt with its time.", host, (place, wanted, given) =>
            Show(host.Terminal, place, wanted, given.GetValue(options.Json), static letters => letters.SelectMany(DeadText.Whole)), "tgp dead show pipelines/quickstart.yaml --step open"),
        Make(DeadUse.Replay, "replay", "Makes dead letters pending again: the next run tries them, only for the sinks that lack them.", host, (place, wanted, _) =>
            Tell(host.Terminal, LedgerPlace.Guard(() => DeadLetters.Replay(place.Folder, place.Pipeline, wanted)), "to be tried again by the next run"), "tgp dead replay pipelines/quickstart.yaml --reason 503", "tgp dead replay pipelines/quickstart.yaml --all"),
        Make(DeadUse.Drop, "drop", "Gives dead letters up: they count as skipped, and are not fetched when they are found again.", host, (place, wanted, _) =>
            Tell(host.Terminal, LedgerPlace.Guard(() => DeadLetters.Drop(place.Folder, place.Pipeline, wanted)), "dropped"), "tgp dead drop pipelines/quickstart.yaml --kind permanent", "tgp dead drop pipelines/quickstart.yaml --all"),
    };

    private static ExampleCommand BuildList(CliHost host, GlobalOptions options)
    {
        var each = new Option<bool>("--all") { Description = $"Every one on a line of its own; without it more than {DeadGroups.Few} are told in groups of the same step, sink and reason." };
        var list = Make(DeadUse.Show, "list", "Lists dead letters with the reason of their last failure.", host, (place, wanted, given) =>
            Show(host.Terminal, place, wanted, given.GetValue(options.Json), given.GetValue(each) ? static letters => letters.SelectMany(DeadText.Line) : DeadGroups.Lines),
            "tgp dead list pipelines/quickstart.yaml", "tgp dead list pipelines/quickstart.yaml --all", "tgp dead list pipelines/quickstart.yaml --step open --json");
        list.Add(each);
        return list;
    }

    private static ExampleCommand Make(DeadUse use, string name, string description, CliHost host, Func<LedgerPlace, Func<FailedItem, bool>, ParseResult, int> run, params string[] examples)
    {
        var arguments = new LedgerArguments();
        var filter = new DeadFilter(use);
        var command = new ExampleCommand(name, description, examples);
        arguments.AddTo(command);
        filter.AddTo(command);
        command.SetAction(async (given, cancellation) =>
        {
            var place = arguments.Of(given);
            var wanted = filter.Of(given, place);
            return await filter.IsMeantAsync(given, place, host, cancellation) ? run(place, wanted, given) : ExitCodes.Success;
        });
        return command;
    }

    private static int Show(Terminal terminal, LedgerPlace place, Func<FailedItem, bool> wanted, bool json, Func<IEnumerable<FailedItem>, IEnumerable<string>> text)
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
            foreach (var line in text(letters.Select(Look)))
                terminal.Line(line);
            if (!any)
                terminal.Line($"{place.Pipeline}: no such dead letters");
            foreach (var line in advice.Lines)
                terminal.Line(Advice.For(place.File, line));
            return ExitCodes.Success;

            FailedItem Look(FailedItem letter)
            {
                any = true;
                advice.Add(letter.Last?.Reason);
                return letter;
            }
        });
    }

    private static int Tell(Terminal terminal, int count, string what)
    {
        terminal.Line($"{Units.Counted(count, "dead letter")} {what}");
        return ExitCodes.Success;
    }
}
