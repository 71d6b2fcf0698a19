using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>The <c>engine:</c> section of a pipeline.</summary>
public sealed record EngineSettings
{
    /// <summary>Fetch workers.</summary>
    [Description("Producers: how many items are fetched at once at most, over all lanes. Each lane grows up to its own limit while that helps.")]
    [Range(1, 1024)]
    public int Producers { get; init; } = 96;

    /// <summary>Write workers.</summary>
    [Description("Consumers: how many items are written at once at most.")]
    [Range(1, 1024)]
    public int Consumers { get; init; } = 32;

    /// <summary>Limits of what is between the two.</summary>
    [Description("Limits of the buffer between producers and consumers; whichever is reached first makes producers wait.")]
    public BufferSettings Buffer { get; init; } = new();

    /// <summary>Pinning.</summary>
    [Description("Which processor cores workers are pinned to: auto (what perf/README.md shows to be faster), off, or a list of core numbers.")]
    [Example("[1, 2, 3]")]
    public CoreSelection Cores { get; init; } = CoreSelection.Auto;

    /// <summary>CPU load limit.</summary>
    [Description("Nothing new is fetched while the machine's CPU load is above this many percent; what runs goes on. Off when not set.")]
    [Range(1, 100)]
    public int? CpuThreshold { get; init; }

    /// <summary>Speed limit.</summary>
    [Description("Most bytes fetched per second, over all lanes: 10MiB/s, or a timetable of the local clock in which each entry holds until the next. Off when not set.")]
    [Example("10MiB/s")]
    [Example("[08:00 1MiB/s, 19:00 off]")]
    [Example("[Mon 08:00 512KiB/s, Fri 18:00 off]")]
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>Groups per strategy call.</summary>
    [Description("How many groups discovery may be ahead of the lanes; the strategy sees that many at once.")]
    [Range(1, 1_000_000)]
    public int Window { get; init; } = 1024;

    /// <summary>Limits of one strategy call.</summary>
    [Description("How the strategy is called.")]
    public AssignmentSettings Assignment { get; init; } = new();

    /// <summary>Order inside groups.</summary>
    [Description("Whether the members of a group are delivered one after the other, in their order; else several of them are fetched at once, begun in their order.")]
    public bool OrderedGroups { get; init; }

    /// <summary>When begun items leave a waiting lane.</summary>
    [Description("How long items that were begun on a lane stay with it while it waits; then another lane goes on with them, or begins them anew.")]
    public TimeSpan StayWithLane { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Idle limit of a read.</summary>
    [Description("An attempt is given up, and counted, when its source has sent nothing for this long.")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Limit of one write.</summary>
    [Description("An attempt is given up, and counted, when its sink has not begun, taken one buffer, written a batch, committed or removed in this long; copying by itself and committing get 1 s more per MiB of the content.")]
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Limit of stopping.</summary>
    [Description("How long running items may take to end after Ctrl-C or SIGTERM; what is not done by then goes on at the next start.")]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The <c>engine.assignment:</c> section.</summary>
public sealed record AssignmentSettings
{
    /// <summary>Tries.</summary>
    [Description("How often the strategy is asked about one window of groups when it fails, before the run ends.")]
    [Range(1, 100)]
    public int Attempts { get; init; } = 3;

    /// <summary>Time limit.</summary>
    [Description("The run ends when the strategy has not answered in this long.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>The <c>engine.buffer:</c> section.</summary>
public sealed record BufferSettings
{
    /// <summary>Item limit.</summary>
    [Description("Most items waiting between producers and consumers.")]
    [Range(1, 1_000_000)]
    public int Items { get; init; } = 64;

    /// <summary>Byte limit.</summary>
    [Description("Most content bytes in memory, what sinks keep for a while included (of it the larger part, where one does); larger items stream through it.")]
    public ByteSize Bytes { get; init; } = ByteSize.FromMiB(32);
}

/// <summary>How records are batched for a record sink: the <c>batch:</c> section of a sink.</summary>
public sealed record BatchSettings
{
    /// <summary>Count limit.</summary>
    [Description("A batch is written when it has this many records.")]
    [Range(1, 1_000_000)]
    public int Items { get; init; } = 500;

    /// <summary>Byte limit.</summary>
    [Description("A batch is written when its fields come to about this many bytes.")]
    public ByteSize Bytes { get; init; } = ByteSize.FromMiB(4);

    /// <summary>Age limit.</summary>
    [Description("A batch is written when its first record is this old.")]
    public TimeSpan Age { get; init; } = TimeSpan.FromSeconds(2);
}
