namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// The places of items that a run has put down: in front of everything found, in the order of putting down. So what is left is read in one
/// row, apart from what the run still holds.
/// </summary>
internal static class LeftPlaces
{
    private const long First = -(1L << 60);

    /// <summary>The place for one of the pipeline's numbers, which are given once.</summary>
    public static long At(long number) => First + number;

    /// <summary>The number that was given for a place.</summary>
    public static long NumberOf(long place) => place < 0 ? place - First : place;
}
