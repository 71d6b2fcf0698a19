namespace TgPlatform.Cli.Ledgers;

/// <summary>What is to become of dead letters.</summary>
internal enum DeadUse
{
    /// <summary>They are only looked at.</summary>
    Show = 0,

    /// <summary>They are tried again.</summary>
    Replay,

    /// <summary>They are given up.</summary>
    Drop,
}
