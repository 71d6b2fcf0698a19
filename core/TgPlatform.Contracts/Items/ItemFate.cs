namespace TgPlatform.Contracts;

/// <summary>How an item ended. Found = done + filtered + skipped + dead + pending, at every moment.</summary>
public enum ItemFate
{
    /// <summary>Not ended yet: waiting, being moved, or waiting for another attempt.</summary>
    Pending = 0,

    /// <summary>Committed in every sink that wanted it.</summary>
    Done,

    /// <summary>Kept out by the filter, or wanted by no sink.</summary>
    Filtered,

    /// <summary>Nothing to do: already there.</summary>
    Skipped,

    /// <summary>Failed for good; kept as a dead letter with its reason.</summary>
    Dead,
}
