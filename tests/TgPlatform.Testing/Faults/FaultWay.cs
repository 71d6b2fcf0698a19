namespace TgPlatform.Testing;

/// <summary>How a call goes wrong.</summary>
public enum FaultWay
{
    /// <summary>An <see cref="IOException"/>.</summary>
    Cut,

    /// <summary>An <see cref="OperationCanceledException"/> that nobody has asked for: a time limit of the part's own.</summary>
    TimedOut,

    /// <summary>The other side asks to wait.</summary>
    Throttled,

    /// <summary>Nothing more works until somebody acts.</summary>
    Blocked,

    /// <summary>Nothing goes wrong with the call; the run is told to stop at once in the middle of it.</summary>
    Stopped,

    /// <summary>It will not work however often it is tried.</summary>
    Permanent,

    /// <summary>The item itself is at fault.</summary>
    Poison,

    /// <summary>An <see cref="InvalidOperationException"/>, as a mistake in the part's code makes one.</summary>
    Unexpected,
}

/// <summary>What follows from them.</summary>
internal static class FaultWays
{
    /// <summary>All but the first, for suites that let each call go wrong in one of them.</summary>
    public static IReadOnlyList<FaultWay> Others { get; } = [.. Enum.GetValues<FaultWay>().Where(static way => way != FaultWay.Cut)];

    /// <summary>Whether what failed so is not tried again.</summary>
    public static bool IsFinal(this FaultWay way) => way >= FaultWay.Permanent;
}
