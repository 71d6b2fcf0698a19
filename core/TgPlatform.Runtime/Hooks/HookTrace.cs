using System.Diagnostics;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>
/// Finds the place of a failure by running the hook once more, compiled without optimisation: optimised code often knows only that it was
/// somewhere in the hook. It is compiled at the first failure; hooks are pure, so the same item fails again in the same place.
/// </summary>
internal sealed class HookTrace(Func<CompiledHooks> compile) : IDisposable
{
    private readonly Lazy<HookAssembly> _assembly = new(() => new(compile()));

    /// <summary>The failure to throw instead of what a hook threw.</summary>
    /// <typeparam name="TDelegate">What the hook is called as.</typeparam>
    /// <param name="thrown">What it threw.</param>
    /// <param name="text">The hook.</param>
    /// <param name="index">Its number in the assembly.</param>
    /// <param name="ask">Asks the hook again.</param>
    public HookException Explain<TDelegate>(Exception thrown, HookText text, int index, Action<TDelegate> ask)
        where TDelegate : Delegate
    {
        HookBudget.Begin();
        try
        {
            ask(_assembly.Value.Delegate<TDelegate>(index));
        }
        catch (Exception again)
        {
            foreach (var frame in new StackTrace(again, fNeedFileInfo: true).GetFrames())
            {
                if (_assembly.Value.Owns(frame.GetMethod()) && frame.GetFileLineNumber() is > 0 and var line)
                    return HookFailures.Of(again, text, text.PlaceOf(frame.GetFileName() ?? text.Location.File, line, frame.GetFileColumnNumber()));
            }
        }

        return HookFailures.Of(thrown, text, text.Location);
    }

    public void Dispose()
    {
        if (_assembly.IsValueCreated)
            _assembly.Value.Dispose();
    }
}
