using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Which dead letters are meant: all that match every option given.</summary>
internal sealed class DeadFilter
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

    private bool _givesUp;

    private readonly Option<bool> _all = new("--all") { Description = "All of them." };

    private IEnumerable<Option> Selections => [_id, _step, _sink, _kind, _reason];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="wantsSelection">Whether it does nothing unless it is told which ones, or that all are meant.</param>
    public void AddTo(Command command, bool wantsSelection)
    {
        foreach (var option in Selections)
            command.Add(option);
        _givesUp = wantsSelection;
        if (!wantsSelection)
            return;
        _id.Description = "Only the item with this id, which has to be whole.";
        command.Add(_all);
        command.Validators.Add(given =>
        {
            if (given.GetResult(_all) is null == Selections.All(option => given.GetResult(option) is null))
                given.AddError($"Say which dead letters are to be given up, by {string.Join(", ", Selections.Select(static option => option.Name))}, or --all for all of them.");
        });
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
        var whole = DeadIds.Whole(place, id, Fits, _givesUp);
        return item => item.Item.Id == whole && Fits(item);

        bool Fits(FailedItem item) => (step is null || item.Last?.Step == step)
            && (sink is null || item.Attempts.Any(attempt => attempt.Sink == sink))
            && (kind is null || item.Last?.Kind == kind)
            && (reason is null || item.Last?.Reason.Contains(reason, StringComparison.OrdinalIgnoreCase) == true);
    }
}
