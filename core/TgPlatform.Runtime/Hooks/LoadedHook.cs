namespace TgPlatform.Runtime.Hooks;

/// <summary>One hook ready to run: sets its budget, and turns whatever it throws into a failure of the item, with the line in the user's file.</summary>
internal sealed class LoadedHook<T>(HookAssembly assembly, HookTrace trace, int index, HookText text)
{
    private readonly Func<HookItem, T> _run = assembly.Delegate<Func<HookItem, T>>(index);

    public T Run(HookItem item)
    {
        HookBudget.Begin();
        try
        {
            return _run(item);
        }
        catch (Exception exception)
        {
            throw Explain(exception, item);
        }
    }

    // Apart, so that a hook that does not fail pays for no closure.
    private HookException Explain(Exception exception, HookItem item) => trace.Explain<Func<HookItem, T>>(exception, text, index, run => run(item));
}
