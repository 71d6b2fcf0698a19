namespace TgPlatform.Runtime.Verifying;

/// <summary>A promise that was not kept.</summary>
public enum Promise
{
    /// <summary>Something that is no whole content was visible under a final name.</summary>
    Half,

    /// <summary>Content that ought to be there is not.</summary>
    Missing,

    /// <summary>Content is there with other bytes.</summary>
    Altered,

    /// <summary>Content is there under a second name, or two items are said to be under one.</summary>
    Twice,

    /// <summary>Something is there that no item put there, or that was left behind.</summary>
    Foreign,

    /// <summary>An item failed that does not fail undisturbed because of its source.</summary>
    Failed,

    /// <summary>The ledger does not account for every item, or is damaged.</summary>
    Ledger,
}

/// <summary>One thing that is not as promised.</summary>
/// <param name="Promise">Which promise.</param>
/// <param name="Sink">The sink, or null when none is concerned.</param>
/// <param name="Detail">What was found, for people.</param>
public sealed record Flaw(Promise Promise, string? Sink, string Detail);
