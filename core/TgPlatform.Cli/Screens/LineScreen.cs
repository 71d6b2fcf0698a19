using Serilog.Events;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Screens;

/// <summary>Lines of log, for pipes; the progress is among them. Quietly, nothing but what has gone wrong in the end.</summary>
internal sealed class LineScreen(Terminal terminal, bool quiet) : IScreen
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
    }

    /// <inheritdoc/>
    public void Progress(RunSnapshot now)
    {
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
