using Microsoft.Extensions.Logging;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

/// <summary>Counts the warnings of a sink.</summary>
internal sealed class WarningCounter : ILogger
{
    public int Warnings { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Warnings += logLevel == LogLevel.Warning ? 1 : 0;
}
