using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Which dead letters are meant: all that match every option given.</summary>
/// <param name="use">What they are wanted for.</param>
internal sealed class DeadFilter(DeadUse use)
{
    private const string Kinds = "transient, permanent or poison";

    // Waits and blocks are waited out: nothing dies of them.
    private static readonly FailureKind[] Fatal = [FailureKind.Transient, FailureKind.Permanent, FailureKind.Poison];

    private readonly Option<string?> _id = new("--id") { Description = "Only the item with this id; the beginning is enough where no other id has it.", HelpName = "ID" };
    private readonly Option<string?> _step = new("--step") { Description = "Only what failed at this step: filter, open, read, path, begin, write or commit.", HelpName = "STEP" };
    private readonly Option<string?> _sink = new("--sink") { Description = "Only what failed in this sink.", HelpName = "NAME" };
    private readonly Option<FailureKind?> _kind = new("--kind")
    {
        Description = $"Only failures of this kind: {Kinds}.",
        HelpName = "KIND",
        CustomParser = static given =>
        {
            if (Enum.TryParse<FailureKind>(given.Tokens[0].Value, ignoreCase: true, out var kind) && Fatal.Contains(kind))
                return kind;
            given.AddError($"--kind: '{given.Tokens[0].Value}' is not a kind of failure. Write {Kinds}.");
            return null;
        },
    };
    private readonly Option<string?> _reason = new("--reason") { Description = "Only what has this text in its reason.", HelpName = "TEXT" };

    private readonly Option<bool> _all = new("--all") { Description = "All of them; without it, and where nothing else says which ones, you are asked." };

    private IEnumerable<Option> Selections => [_id, _step, _sink, _kind, _reason];

    private string Names => string.Join(", ", Selections.Select(static option => option.Name));

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Selections)
            command.Add(option);
        if (use == DeadUse.Show)
            return;
        if (use == DeadUse.Drop)
            _id.Description = "Only the item with this id, which has to be whole.";
        command.Add(_all);
        command.Validators.Add(given =>
        {
            if (given.GetValue(_all) && Selections.Any(option => given.GetResult(option) is not null))
                given.AddError($"--all means all of them: give it, or some of {Names}, and not both.");
        });
    }

    /// <summary>Whether it is sure which ones are meant: where nothing changes, where something says so, or when somebody who is asked wants all.</summary>
    /// <exception cref="UsageException">Nobody is there to be asked.</exception>
    public async Task<bool> IsMeantAsync(ParseResult given, LedgerPlace place, CliHost host, CancellationToken cancellationToken)
    {
        if (use == DeadUse.Show || given.GetValue(_all) || Selections.Any(option => given.GetResult(option) is not null))
            return true;
        var count = place.Read(reader => reader.Status(place.Pipeline).Counts.Dead);
        if (count == 0)
            return true;
        var console = new CommandConsole(host.Terminal, host.Answers, isQuiet: false);
        var what = $"{Units.Counted(count, "dead letter")} would be {(use == DeadUse.Drop ? "given up" : "tried again")}";
        if (!console.IsInteractive)
            throw new UsageException($"{what}. Say which ones are meant, by {Names}, or --all for all of them.");
        if (await AskAsync(console, $"{what}. All of them? Type yes or no", cancellationToken))
            return true;
        host.Terminal.Line("nothing was changed");
        return false;
    }

    /// <summary>The filter as given.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="place">The ledger, which is asked whose id it is.</param>
    /// <exception cref="UsageException">The id is no dead letter's, or may be that of several.</exception>
    public Func<FailedItem, bool> Of(ParseResult given, LedgerPlace place)
    {
        var (step, sink, kind, reason) = (given.GetValue(_step), given.GetValue(_sink), given.GetValue(_kind), given.GetValue(_reason));
        if (given.GetValue(_id) is not { } id)
            return Fits;
        var whole = DeadIds.Whole(place, id, Fits, isWhole: use == DeadUse.Drop);
        return item => item.Item.Id == whole && Fits(item);

        bool Fits(FailedItem item) => (step is null || item.Last?.Step == step)
            && (sink is null || item.Attempts.Any(attempt => attempt.Sink == sink))
            && (kind is null || item.Last?.Kind == kind)
            && (reason is null || item.Last?.Reason.Contains(reason, StringComparison.OrdinalIgnoreCase) == true);
    }

    private static async Task<bool> AskAsync(CommandConsole console, string question, CancellationToken cancellationToken)
    {
        try
        {
            return (await console.AskAsync(question, isSecret: false, cancellationToken)).Trim().ToUpperInvariant() is "Y" or "YES";
        }
        catch (FailureException)
        {
            return false; // The input has ended: nobody has said yes.
        }
    }
}
