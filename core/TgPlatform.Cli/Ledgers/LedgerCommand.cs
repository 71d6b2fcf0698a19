using System.CommandLine;
using System.Globalization;
using TgPlatform.Cli.Commands;
using TgPlatform.Runtime.Ledgers.Care;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary><c>tgp ledger</c>: checks, repairs and exports the ledger.</summary>
internal static class LedgerCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host) => new ExampleCommand("ledger", "Checks, repairs and exports a pipeline folder's ledger.")
    {
        Make("check", "Reads the whole ledger and says what is damaged.", place => Check(host, place), "tgp ledger check pipelines/quickstart.yaml"),
        Make("repair", "Saves what is readable of a damaged ledger into a new one; the damaged one is kept.", place => Repair(host, place), "tgp ledger repair pipelines/quickstart.yaml"),
        Make("export", "Writes everything the ledger knows of the pipeline as JSON, one item a line.", place => place.Read(reader => Export(reader, place)), "tgp ledger export pipelines/quickstart.yaml > items.jsonl"),
    };

    private static ExampleCommand Make(string name, string description, Func<LedgerPlace, int> run, string example)
    {
        var file = LedgerPlace.Argument();
        var command = new ExampleCommand(name, description, example) { file };
        command.SetAction(given => run(LedgerPlace.Of(given.GetRequiredValue(file))));
        return command;
    }

    private static int Check(CliHost host, LedgerPlace place)
    {
        var result = LedgerPlace.Guard(() => LedgerCheck.Run(place.Folder));
        foreach (var problem in result.Problems)
            host.Terminal.Problem(problem);
        host.Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{result.Items} items, {result.Problems.Count} problems"));
        return result.Problems.Count == 0 ? ExitCodes.Success : ExitCodes.ItemsFailed;
    }

    private static int Repair(CliHost host, LedgerPlace place)
    {
        var result = LedgerPlace.Guard(() => LedgerRepair.Run(place.Folder));
        foreach (var problem in result.Problems)
            host.Terminal.Problem(problem);
        host.Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{result.Items} items saved; the damaged ledger is kept as {result.DamagedCopy}"));
        return ExitCodes.Success;
    }

    private static int Export(LedgerReader reader, LedgerPlace place)
    {
        using var output = Console.OpenStandardOutput();
        LedgerExport.Write(reader, place.Pipeline, output);
        return ExitCodes.Success;
    }
}
