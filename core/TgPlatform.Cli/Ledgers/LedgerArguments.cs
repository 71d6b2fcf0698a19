using System.CommandLine;
using TgPlatform.Cli.Commands;

namespace TgPlatform.Cli.Ledgers;

/// <summary>What every command takes that finds a pipeline's ledger by its file: the same as those that open the file, so that a command line fits both.</summary>
internal sealed class LedgerArguments
{
    private readonly Argument<string> _file = new("FILE") { Description = "The pipeline file; its ledger lies in .tgp beside it." };

    private readonly Option<string[]> _set = PipelineArguments.MakeSet();

    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "As for 'tgp run', so that the same command line fits; nothing is started, since only the ledger is read." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_set);
        command.Add(_sandbox);
    }

    /// <summary>Which ledger is meant.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public LedgerPlace Of(ParseResult given) => LedgerPlace.Of(given.GetRequiredValue(_file), given.GetValue(_set)!);
}
