using Serilog.Events;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Screens;

/// <summary>Lines of log, for pipes; the progress is among them. Quietly, nothing but why lanes wait long, and what has gone wrong in the end.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="quiet">Without log and summary.</param>
/// <param name="tellsWaits">Whether long waits are told apart from the log.</param>
/// <param name="time">The clock.</param>
internal sealed class LineScreen(Terminal terminal, bool quiet, bool tellsWaits, TimeProvider time) : IScreen
{
    /// <inheritdoc/>
    public LogEventLevel LogLevel => quiet ? LogEventLevel.Fatal : LogEventLevel.Verbose;

    /// <inheritdoc/>
    public bool TellsSummary => !quiet;

    /// <inheritdoc/>
    public void Info(string line) => terminal.Line(line);

    /// <inheritdoc/>
    public void Problem(string line) => terminal.Problem(line);

    /// <inheritdoc/>
    public void Begin(RunMonitor monitor, Observers observers)
    {
        if (tellsWaits)
            observers.Add(new LongWaits(time, terminal.Problem));
    }

    /// <inheritdoc/>
    public void Progress(RunSnapshot now)
    {
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
