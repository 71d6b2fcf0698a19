using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Presentation;

/// <summary>What a start found and will do, for people.</summary>
internal static class UnfinishedText
{
    /// <summary>How the last run ended, when it did not end by itself.</summary>
    public static string Killed(UnfinishedWork work, DateTimeOffset now) => work is { RunBegan: { } began, LastHeard: { } last }
        ? $"the last run did not end by itself: it began {Units.Clock(began, now)}, was last heard of {Units.Clock(last, now)}, and had {Units.Items(work.UnderWay)} under way"
        : "the last run did not end by itself";

    /// <summary>What becomes of the items that are pending; null when there are none.</summary>
    public static string? Next(UnfinishedWork work, long pending)
    {
        if (pending == 0)
            return null;
        var anew = pending - work.KeptItems - work.WholeItems - work.PartlyDoneItems;
        var ways = new List<string>(5);
        if (work.WholeItems > 0)
            ways.Add($"{Units.Count(work.WholeItems)} whole, only to be checked and committed");
        if (work.KeptItems > 0)
            ways.Add($"{Units.Count(work.KeptItems)} to be continued, up to {Units.Size(work.KeptBytes)} of them kept");
        if (work.PartlyDoneItems > 0)
            ways.Add($"{Units.Count(work.PartlyDoneItems)} done in some of their sinks, to be done in the others");
        if (anew > 0)
            ways.Add($"{Units.Count(anew)} to be fetched from {(anew == 1 ? "its" : "their")} beginning");
        if (work.FailedItems > 0)
            ways.Add($"{Units.Count(work.FailedItems)} of all these failed before and {(work.FailedItems == 1 ? "is" : "are")} tried again");
        return $"{Units.Items(pending)} pending: {string.Join("; ", ways)}";
    }
}
