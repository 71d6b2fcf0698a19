using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TgPlatform.Plugins.Strategies;

/// <summary>What <c>load_balanced</c> makes equal.</summary>
public enum Metric
{
    /// <summary>How many files each lane gets.</summary>
    Files = 0,

    /// <summary>How many bytes each lane gets.</summary>
    Bytes,

    /// <summary>When each lane is done: bytes by measured speed, waits included.</summary>
    Time,

    /// <summary>The sum of the pipeline's <c>load</c> hook.</summary>
    Load,
}

/// <summary>What the strategies that balance have in common.</summary>
public abstract record BalanceOptions
{
    /// <summary>Whether to check.</summary>
    [Description("Whether each result is checked, and a warning says what is wrong with it.")]
    public bool Validate { get; init; } = true;

    /// <summary>The limit of the check.</summary>
    [Description("How many times the least possible load the fullest lane may get before a warning says so; 1 is perfect.")]
    [Range(1.0, 100.0)]
    public double MaxImbalance { get; init; } = 1.5;
}

/// <summary>The options of <c>media_group_aware</c>.</summary>
public sealed record MediaGroupAwareOptions : BalanceOptions
{
    /// <summary>The order of giving.</summary>
    [Description("Whether groups with many members are given first, which balances better; else groups are given in the order in which they were found.")]
    public bool PreferLargeGroupsFirst { get; init; } = true;
}

/// <summary>The options of <c>load_balanced</c>.</summary>
public sealed record LoadBalancedOptions : BalanceOptions
{
    /// <summary>What is made equal.</summary>
    [Description("What is made equal between lanes: files, bytes, time (bytes by measured speed), or load (the pipeline's load hook). Without it load where the pipeline has such a hook, else time.")]
    public Metric? Metric { get; init; }
}

/// <summary><c>range_based</c> has no options.</summary>
public sealed record RangeBasedOptions;

/// <summary>The options of <c>auto</c>.</summary>
public sealed record AutoOptions : BalanceOptions;
