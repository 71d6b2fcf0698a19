using TgPlatform.Runtime.Verifying;

namespace TgPlatform.Cli.Chaos;

/// <summary>What a chaos has come to so far.</summary>
internal sealed class ChaosTally
{
    /// <summary>Runs killed.</summary>
    public int Kills { get; set; }

    /// <summary>How often the pipeline was brought from nothing to its end.</summary>
    public int Rounds { get; set; }

    /// <summary>Content bytes that killed runs had fetched, as they reported last.</summary>
    public long BytesBeforeKills { get; set; }

    /// <summary>Content bytes that were fetched beyond what an undisturbed run fetches.</summary>
    public long BytesFetchedAgain { get; set; }

    /// <summary>Promises that were not kept.</summary>
    public List<Flaw> Flaws { get; } = [];

    /// <summary>How much of what was fetched before kills was kept, in percent; null when nothing was.</summary>
    public double? KeptPercent => BytesBeforeKills == 0 ? null : Math.Clamp(100.0 * (BytesBeforeKills - BytesFetchedAgain) / BytesBeforeKills, 0, 100);
}
