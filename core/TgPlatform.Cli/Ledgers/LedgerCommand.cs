using System.CommandLine;
using System.Text.Json;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Care;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary><c>tgp ledger</c>: checks, repairs and exports the ledger.</summary>
internal static class LedgerCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions options) => new ExampleCommand("ledger", "Checks, repairs and exports a pipeline folder's ledger.")
    {
        Make("check", "Reads the whole ledger and says what is damaged.", (place, given) => Check(host.Terminal, place, given.GetValue(options.Json)), "tgp ledger check pipelines/quickstart.yaml", "tgp ledger check pipelines/quickstart.yaml --json"),
        Make("repair", "Saves what is readable of a damaged ledger into a new one; the damaged one is kept.", (place, _) => Repair(host.Terminal, place), "tgp ledger repair pipelines/quickstart.yaml"),
        Make("export", "Writes everything the ledger knows of the pipeline as JSON, one item a line.", (place, _) => place.Read(reader => Export(reader, place)), "tgp ledger export pipelines/quickstart.yaml > ledger.jsonl"),
    };

    private static ExampleCommand Make(string name, string description, Func<LedgerPlace, ParseResult, int> run, params string[] examples)
    {
        var arguments = new LedgerArguments();
        var command = new ExampleCommand(name, description, examples);
        arguments.AddTo(command);
        command.SetAction(given => run(arguments.Of(given), given));
        return command;
    }

    private static int Check(Terminal terminal, LedgerPlace place, bool json)
    {
        var result = LedgerPlace.Guard(() => LedgerCheck.Run(place.Folder));
        if (json)
        {
            JsonText.Print(terminal, writer => Write(writer, result));
        }
        else
        {
            foreach (var problem in result.Problems)
                terminal.Problem(problem);
            terminal.Line($"{Units.Items(result.Items)}, {Units.Counted(result.Problems.Count, "problem")}");
        }

        return result.Problems.Count == 0 ? ExitCodes.Success : ExitCodes.ItemsFailed;
    }

    private static void Write(Utf8JsonWriter json, LedgerCheckResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("items", result.Items);
        json.WriteStartArray("problems");
        foreach (var problem in result.Problems)
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int Repair(Terminal terminal, LedgerPlace place)
    {
        if (IsHealthy(place) is { } items)
        {
            terminal.Line($"{Units.Items(items)}, nothing is damaged; the ledger was left as it is");
            return ExitCodes.Success;
        }

        var result = LedgerPlace.Guard(() => LedgerRepair.Run(place.Folder));
        foreach (var problem in result.Problems)
            terminal.Problem(problem);
        terminal.Line($"{Units.Items(result.Items)} saved, {(result.Lost is { } lost ? Units.Count(lost) : "unknown how many")} lost; the damaged ledger is kept as {result.DamagedCopy}");
        if (result.Problems.Count == 0)
            return ExitCodes.Success;
        terminal.Line($"What was lost is found anew, and would meet its own files. So run once with 'tgp run {Advice.Argument(place.File)} --adopt': files that are there, and are as the source says, are taken for its own.");
        return ExitCodes.ItemsFailed;
    }

    private static long? IsHealthy(LedgerPlace place)
    {
        try
        {
            return LedgerCheck.Run(place.Folder) is { Problems.Count: 0 } whole ? whole.Items : null;
        }
        catch (LedgerException damaged) when (damaged.Problem == LedgerProblem.Damaged)
        {
            return null;
        }
        catch (LedgerException unusable)
        {
            throw new UsageException(unusable.Message, ExitCodes.RunFailed);
        }
    }

    private static int Export(LedgerReader reader, LedgerPlace place)
    {
        using var output = Console.OpenStandardOutput();
        LedgerExport.Write(reader, place.Pipeline, output);
        return ExitCodes.Success;
    }
}
