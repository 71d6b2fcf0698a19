using Serilog.Events;
using TgPlatform.Cli.Running;

namespace TgPlatform.Cli.Screens;

/// <summary>How a run shows itself while it is on.</summary>
internal interface IScreen : IAsyncDisposable
{
    /// <summary>The least level of log events it shows unless the user asked for another.</summary>
    LogEventLevel LogLevel { get; }

    /// <summary>Whether the end is told in words.</summary>
    bool TellsSummary { get; }

    /// <summary>A line of log.</summary>
    void Info(string line);

    /// <summary>A line of log that is a warning or worse.</summary>
    void Problem(string line);

    /// <summary>The run begins.</summary>
    void Begin(RunMonitor monitor, Observers observers);

    /// <summary>How the run is, every now and then.</summary>
    void Progress(RunSnapshot now);
}
