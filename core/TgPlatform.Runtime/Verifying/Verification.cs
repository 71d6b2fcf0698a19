namespace TgPlatform.Runtime.Verifying;

/// <summary>What re-reading found.</summary>
public enum Verdict
{
    /// <summary>There, with the length and the sums it was committed with.</summary>
    Whole,

    /// <summary>Committed, and not there any more.</summary>
    Missing,

    /// <summary>There, with other bytes than were committed.</summary>
    Altered,

    /// <summary>There, and committed by no run of this pipeline.</summary>
    Foreign,

    /// <summary>Committed, and its name was given to an item that was committed later.</summary>
    Replaced,

    /// <summary>There, and kept by the sink in place of an item that wanted its name: nothing was committed that it could be compared with.</summary>
    Skipped,

    /// <summary>A record that is there by its type and key; its fields are not compared.</summary>
    Present,
}

/// <summary>What re-reading found about one name.</summary>
/// <param name="Sink">The sink's name.</param>
/// <param name="Name">The name under the sink's root; a record's key.</param>
/// <param name="ItemId">The item committed there; null when it is foreign.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Detail">What differs, for people; null when nothing does.</param>
public sealed record Verification(string Sink, string Name, string? ItemId, Verdict Verdict, string? Detail);
