using System.Diagnostics;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>Says what a hook threw, and where in the user's file.</summary>
internal static class HookFailures
{
    /// <summary>The failure to throw instead.</summary>
    public static HookException Of(Exception exception, HookAssembly assembly, HookText text) => new(text.Path, PlaceOf(exception, assembly, text), exception switch
    {
        HookBudgetException => exception.Message,
        InsufficientExecutionStackException => "calls itself too deeply; a recursion seems never to end.",
        NullReferenceException => "uses a value that is missing. Guard it with '?.' or Or(value, \"fallback\").",
        _ => $"{exception.GetType().Name}: {exception.Message}",
    }, exception);

    private static SourceLocation PlaceOf(Exception exception, HookAssembly assembly, HookText text)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (assembly.Owns(frame.GetMethod()) && frame.GetFileLineNumber() is > 0 and var line)
                return new(frame.GetFileName() ?? text.Location.File, line, frame.GetFileColumnNumber() + (line == text.Location.Line ? 0 : text.Indent));
        }

        return text.Location;
    }
}
