namespace TgPlatform.Cli.Chaos;

/// <summary>What a chaos has shown.</summary>
internal enum Verdict
{
    /// <summary>Every promise was kept.</summary>
    Sound = 0,

    /// <summary>A promise was not kept.</summary>
    Broken,

    /// <summary>Nothing happened, or nothing could be looked at, that would tell.</summary>
    Unproven,
}
