using Serilog.Events;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Screens;

/// <summary>A table that is redrawn, with warnings above it.</summary>
internal sealed class LiveScreen(Terminal terminal, TimeProvider time) : IScreen
{
    private LiveDisplay? _display;

    /// <inheritdoc/>
    public LogEventLevel LogLevel => LogEventLevel.Warning;

    /// <inheritdoc/>
    public bool TellsSummary => true;

    /// <inheritdoc/>
    public void Info(string line) => Problem(line);

    /// <inheritdoc/>
    public void Problem(string line)
    {
        if (_display is { } display)
            display.Line(line);
        else
            terminal.Problem(line);
    }

    /// <inheritdoc/>
    public void Begin(RunMonitor monitor, Observers observers) => _display = new(LiveDisplay.ConsoleOn(terminal.Output), monitor.Look, time);

    /// <inheritdoc/>
    public void Progress(RunSnapshot now)
    {
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _display, null) is { } display)
            await display.DisposeAsync();
    }
}
