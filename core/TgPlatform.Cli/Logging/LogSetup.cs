using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;
using TgPlatform.Cli.Commands;
using TgPlatform.Runtime.Logging;

namespace TgPlatform.Cli.Logging;

/// <summary>Makes the logger of a run from the pipeline's settings.</summary>
internal static class LogSetup
{
    /// <summary>Makes it; disposing it writes what is still waiting.</summary>
    /// <param name="settings">The pipeline's, with what the command line says in place.</param>
    /// <param name="console">Takes events for people.</param>
    /// <param name="consoleLevel">The least level the console shows, if that is stricter than the settings' own.</param>
    /// <param name="enricher">Adds what is known where an event is logged.</param>
    /// <exception cref="UsageException">The log file cannot be written.</exception>
    public static Logger Create(LoggingSettings settings, ILogEventSink console, LogEventLevel consoleLevel, ILogEventEnricher enricher)
    {
        if (settings.Level == LogLevel.None)
            return new LoggerConfiguration().CreateLogger();
        var configuration = new LoggerConfiguration().MinimumLevel.Is(LevelOf(settings.Level)).Enrich.With(enricher).WriteTo.Sink(console, consoleLevel);
        if (settings.File is { } file)
        {
            MakeWritable(file);
            configuration.WriteTo.Async(sinks => sinks.File(
                new JsonFormatter(renderMessage: true), file, rollingInterval: RollingOf(settings.Roll), rollOnFileSizeLimit: true,
                fileSizeLimitBytes: settings.MaxFileSize.Bytes, retainedFileCountLimit: settings.KeepFiles));
        }

        return configuration.CreateLogger();
    }

    /// <summary>The level in the logger's own words.</summary>
    public static LogEventLevel LevelOf(LogLevel level) => (LogEventLevel)(int)level;

    private static RollingInterval RollingOf(LogRolling roll) => roll switch
    {
        LogRolling.Hour => RollingInterval.Hour,
        LogRolling.Day => RollingInterval.Day,
        LogRolling.Month => RollingInterval.Month,
        _ => RollingInterval.Infinite,
    };

    // The file sink itself would be silent about a file it cannot open.
    private static void MakeWritable(string file)
    {
        var trial = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Create(trial, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"the log file '{file}' cannot be written: {unwritable.Message}");
        }
    }
}
