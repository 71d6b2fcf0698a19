using System.Diagnostics;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>One hook ready to run: sets its budget, and turns whatever it throws into a failure of the item, with the line in the user's file.</summary>
internal sealed class LoadedHook<T>(HookAssembly assembly, int index, HookText text)
{
    private readonly Func<HookItem, T> _run = assembly.Delegate<T>(index);

    public T Run(HookItem item)
    {
        HookBudget.Begin();
        try
        {
            return _run(item);
        }
        catch (Exception exception)
        {
            throw Failure(exception);
        }
    }

    private HookException Failure(Exception exception) => new(text.Path, PlaceOf(exception), exception switch
    {
        HookBudgetException => exception.Message,
        InsufficientExecutionStackException => "calls itself too deeply; a recursion seems never to end.",
        NullReferenceException => "uses a value that is missing. Guard it with '?.' or Or(value, \"fallback\").",
        _ => $"{exception.GetType().Name}: {exception.Message}",
    }, exception);

    private SourceLocation PlaceOf(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (assembly.Owns(frame.GetMethod()) && frame.GetFileLineNumber() is > 0 and var line)
                return Place(frame.GetFileName(), line, frame.GetFileColumnNumber());
        }

        return text.Location;
    }

    private SourceLocation Place(string? file, int line, int column) =>
        new(file ?? text.Location.File, line, column + (line == text.Location.Line ? 0 : text.Indent));
}
