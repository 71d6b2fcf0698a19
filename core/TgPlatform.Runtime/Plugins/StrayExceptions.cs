using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace TgPlatform.Runtime.Plugins;

/// <summary>
/// Keeps the process alive when a plugin throws where nobody can catch it: on a timer, on a thread of its own, in an <c>async void</c>. What
/// the process itself throws still ends it.
/// </summary>
public static class StrayExceptions
{
    private static readonly Lock Gate = new();
    private static volatile Action<string, Exception>? _report;
    private static bool _installed;

    /// <summary>Begins to watch, for the rest of the process's life.</summary>
    /// <param name="report">Told the plugin's assembly and what it threw, on the thread that threw; the last one named is told.</param>
    public static void Watch(Action<string, Exception> report)
    {
        lock (Gate)
        {
            _report = report;
            if (_installed)
                return;
            ExceptionHandling.SetUnhandledExceptionHandler(IsPlugins);
            _installed = true;
        }
    }

    private static bool IsPlugins(Exception thrown)
    {
        if (PluginIn(thrown) is not { } plugin)
            return false;
        _report?.Invoke(plugin, thrown);
        return true;
    }

    private static string? PluginIn(Exception thrown) => new StackTrace(thrown, fNeedFileInfo: false).GetFrames()
        .Select(static frame => frame.GetMethod()?.Module.Assembly is { } assembly ? AssemblyLoadContext.GetLoadContext(assembly) : null)
        .OfType<PluginLoadContext>().FirstOrDefault()?.Name;
}
