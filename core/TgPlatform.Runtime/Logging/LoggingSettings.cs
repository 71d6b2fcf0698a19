using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Logging;

/// <summary>The <c>logging:</c> section of a pipeline.</summary>
public sealed record LoggingSettings
{
    /// <summary>Least level.</summary>
    [Description("The least important level that is logged. At debug every item found, begun and committed has its own line.")]
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Log file.</summary>
    [Description("A file that takes the log as JSON, one event per line, the date in its name; relative to the pipeline's folder. None when not set.")]
    [Example(".tgp/archive.log")]
    public string? File { get; init; }

    /// <summary>When a new file begins.</summary>
    [Description("When a new log file is begun.")]
    public LogRolling Roll { get; init; } = LogRolling.Day;

    /// <summary>Size limit of one file.</summary>
    [Description("A new log file is also begun when one has this size.")]
    [Range(typeof(ByteSize), "64KiB", "1GiB")]
    public ByteSize MaxFileSize { get; init; } = ByteSize.FromMiB(64);

    /// <summary>How many files stay.</summary>
    [Description("How many log files are kept; the oldest are deleted.")]
    [Range(1, 10_000)]
    public int KeepFiles { get; init; } = 14;

    /// <summary>Interval of progress.</summary>
    [Description("How often progress is logged, and printed where the terminal has no live table. Off at 0s.")]
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Interval of memory figures.</summary>
    [Description("How often the memory the process uses is logged. Off at 0s.")]
    public TimeSpan MemoryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Interval of queue figures.</summary>
    [Description("How often the fill of the buffer and the queue of each lane are logged. Off at 0s.")]
    public TimeSpan QueueInterval { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>When a new log file begins.</summary>
public enum LogRolling
{
    /// <summary>Only when one is full.</summary>
    Never,

    /// <summary>Every hour.</summary>
    Hour,

    /// <summary>Every day.</summary>
    Day,

    /// <summary>Every month.</summary>
    Month,
}
