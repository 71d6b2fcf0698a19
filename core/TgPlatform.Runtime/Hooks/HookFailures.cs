using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>Says what a hook threw.</summary>
internal static class HookFailures
{
    /// <summary>The failure to throw instead.</summary>
    public static HookException Of(Exception exception, HookText text, SourceLocation place) => new(text.Path, place, exception switch
    {
        HookBudgetException => exception.Message,
        InsufficientExecutionStackException => "calls itself too deeply; a recursion seems never to end.",
        NullReferenceException => "uses a value that is missing. Guard it with '?.' or Or(value, \"fallback\").",
        _ => $"{exception.GetType().Name}: {exception.Message}",
    }, exception);
}
