using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
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

    // By context, whoever made it; weak, so that a plugin that was replaced can go.
    private static readonly ConditionalWeakTable<AssemblyLoadContext, string> Plugins = [];
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

    /// <summary>What is loaded beside this assembly is a plugin's.</summary>
    internal static void Know(Assembly plugin) => Plugins.TryAdd(AssemblyLoadContext.GetLoadContext(plugin)!, plugin.GetName().Name!);

    private static bool IsPlugins(Exception thrown)
    {
        if (PluginIn(thrown) is not { } plugin)
            return false;
        _report?.Invoke(plugin, thrown);
        return true;
    }

    private static string? PluginIn(Exception thrown) => new StackTrace(thrown, fNeedFileInfo: false).GetFrames()
        .Select(static frame => frame.GetMethod()?.Module.Assembly is { } assembly && AssemblyLoadContext.GetLoadContext(assembly) is { } context
            && Plugins.TryGetValue(context, out var plugin)
                ? plugin
                : null)
        .FirstOrDefault(static plugin => plugin is not null);
}
