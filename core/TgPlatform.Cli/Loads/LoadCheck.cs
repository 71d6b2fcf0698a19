using TgPlatform.Cli.Presentation;

namespace TgPlatform.Cli.Loads;

/// <summary>Something that must be true of a result.</summary>
/// <param name="Text">What, for people.</param>
/// <param name="IsMet">Whether it is.</param>
internal sealed record LoadCheck(string Text, Func<LoadResult, bool> IsMet)
{
    /// <summary>Every item that was offered has ended, and none has failed.</summary>
    public static LoadCheck NothingFails { get; } = new("every item ends, none fails", static result => result.Failed == 0 && result.Ended > 0);

    /// <summary>Memory stays under a limit.</summary>
    public static LoadCheck MemoryBelow(long bytes) => new($"memory stays below {Units.Size(bytes)}", result => result.PeakMemory < bytes);

    /// <summary>The pipeline keeps up: when the load ends, not more than so many items are still on their way.</summary>
    public static LoadCheck NothingPilesUp(int most) => new($"at most {most} items under way at the end of the load", result => result.UnderWayAtEnd <= most);
}
