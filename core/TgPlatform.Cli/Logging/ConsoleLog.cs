using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Logging;

/// <summary>Log events as lines on the terminal; what is worth a warning goes to the error stream, the rest to the output.</summary>
/// <param name="info">Takes lines below warning.</param>
/// <param name="problem">Takes warnings and worse.</param>
/// <param name="withTraces">Whether exceptions are printed with their stack trace.</param>
internal sealed class ConsoleLog(Action<string> info, Action<string> problem, bool withTraces) : ILogEventSink
{
    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{logEvent.Timestamp:HH:mm:ss} {Word(logEvent.Level)} {Text(logEvent)}");
        if (logEvent.Exception is { } thrown)
            line += $" ({thrown.GetType().Name}: {thrown.Message})";
        var write = logEvent.Level >= LogEventLevel.Warning ? problem : info;
        write(SafeText.Of(line));
        if (withTraces && logEvent.Exception is not null)
            logEvent.Exception.ToString().Split('\n').ToList().ForEach(one => write(SafeText.Of(one.TrimEnd('\r'))));
    }

    private static string Text(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            // Names bare, as people write them; the file keeps them as JSON.
            if (token is Serilog.Parsing.PropertyToken named && logEvent.Properties.TryGetValue(named.PropertyName, out var value) && value is ScalarValue { Value: string bare })
                text.Write(bare);
            else
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
        }

        return text.ToString();
    }

    private static string Word(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info ",
        LogEventLevel.Warning => "warn ",
        LogEventLevel.Error => "error",
        _ => "fatal",
    };
}
