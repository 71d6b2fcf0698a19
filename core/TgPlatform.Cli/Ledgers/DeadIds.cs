using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Finds the one dead letter that an id, or the beginning of one, means.</summary>
internal static class DeadIds
{
    private const int Shown = 10;

    /// <summary>The whole id.</summary>
    /// <param name="place">The ledger.</param>
    /// <param name="id">What was given.</param>
    /// <param name="fits">What else was asked for.</param>
    /// <param name="isWhole">Whether only the whole id counts, because what is done cannot be undone.</param>
    /// <exception cref="UsageException">None has it, or several begin with it.</exception>
    public static string Whole(LedgerPlace place, string id, Func<FailedItem, bool> fits, bool isWhole)
    {
        var ids = place.Read(reader => reader.DeadLetters(place.Pipeline).Where(fits).Select(static one => one.Item.Id).Where(one => isWhole ? one == id : one.StartsWith(id, StringComparison.Ordinal)).ToList());
        if (ids.Count == 1 || ids.Contains(id))
            return ids.Count == 1 ? ids[0] : id;
        if (ids.Count == 0)
            throw new UsageException($"--id: no dead letter of {place.Pipeline} has the id '{SafeText.Of(id)}'{(isWhole ? ", and giving up wants it whole" : ", or one that begins so")}. 'tgp dead list {Advice.Argument(place.File)}' shows all.", ExitCodes.ItemsFailed);
        var more = ids.Count > Shown ? $" and {Units.Count(ids.Count - Shown)} more" : "";
        throw new UsageException($"--id: '{SafeText.Of(id)}' begins the ids of {Units.Counted(ids.Count, "dead letter")}: {string.Join(", ", ids.Take(Shown).Select(SafeText.Of))}{more}. Write more of the one you mean.");
    }
}
