using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>Keeps what is logged.</summary>
internal sealed class HeardLog : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _lines = new();

    public IReadOnlyList<string> Of(LogLevel level) => [.. _lines.Where(line => line.Level == level).Select(static line => line.Message)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue((logLevel, formatter(state, exception)));
}
