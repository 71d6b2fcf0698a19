using Serilog.Events;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Screens;

/// <summary>Events as JSON on the output; what is for people goes to the error stream.</summary>
internal sealed class JsonScreen(Terminal terminal, TimeProvider time) : IScreen
{
    private readonly JsonEvents _events = new(terminal.Output);

    /// <inheritdoc/>
    public LogEventLevel LogLevel => LogEventLevel.Fatal;

    /// <inheritdoc/>
    public bool TellsSummary => false;

    /// <inheritdoc/>
    public void Info(string line) => terminal.Problem(line);

    /// <inheritdoc/>
    public void Problem(string line) => terminal.Problem(line);

    /// <inheritdoc/>
    public void Begin(RunMonitor monitor, Observers observers) => observers.Add(_events);

    /// <inheritdoc/>
    public void Progress(RunSnapshot now) => _events.Progress(now, time.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _events.DisposeAsync();
}
