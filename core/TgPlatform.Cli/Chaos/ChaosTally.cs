using TgPlatform.Runtime.Verifying;

namespace TgPlatform.Cli.Chaos;

/// <summary>What a chaos has come to so far.</summary>
internal sealed class ChaosTally
{
    /// <summary>Runs killed.</summary>
    public int Kills { get; set; }

    /// <summary>How many of these had not fetched a byte yet, as they reported last.</summary>
    public int KillsBeforeBytes { get; set; }

    /// <summary>How often the pipeline was brought from nothing to its end.</summary>
    public int Rounds { get; set; }

    /// <summary>Content bytes that killed runs had fetched, as they reported last.</summary>
    public long BytesBeforeKills { get; set; }

    /// <summary>Content bytes that were fetched beyond what an undisturbed run fetches.</summary>
    public long BytesFetchedAgain { get; set; }

    /// <summary>Promises that were not kept.</summary>
    public List<Flaw> Flaws { get; } = [];

    /// <summary>Why all this proves nothing; null when it does.</summary>
    /// <param name="plan">What was to happen.</param>
    /// <param name="stored">Sinks of what an undisturbed run stores, one for each content and record.</param>
    /// <param name="blind">Sinks that cannot be looked at.</param>
    public string? WhyUnproven(ChaosPlan plan, IEnumerable<string> stored, IReadOnlyList<string> blind) => this switch
    {
        _ when stored.All(blind.Contains) => "undisturbed, the run stores nothing in a sink that can be looked at",
        { Kills: 0 } => "every run had ended before its kill came",
        { KeptPercent: null } when plan.LeastKept > 0 => "no run had fetched anything when it was killed, so how much is kept (--least-kept) is unknown",
        _ => null,
    };

    /// <summary>How much of what was fetched before kills was kept, in percent; null when nothing was.</summary>
    public double? KeptPercent => BytesBeforeKills == 0 ? null : Math.Clamp(100.0 * (BytesBeforeKills - BytesFetchedAgain) / BytesBeforeKills, 0, 100);
}
