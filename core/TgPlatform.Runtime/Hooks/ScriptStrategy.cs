using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks;

/// <summary>A strategy that a pipeline brings as a script.</summary>
internal sealed class ScriptStrategy(HookAssembly assembly, HookTrace trace, int index, HookText text) : IStrategy
{
    private readonly Action<Assignment> _assign = assembly.Delegate<Action<Assignment>>(index);

    public void Assign(Assignment assignment)
    {
        HookBudget.Begin();
        try
        {
            _assign(assignment);
        }
        catch (Exception exception)
        {
            throw trace.Explain<Action<Assignment>>(exception, text, index, assign => assign(assignment));
        }
    }
}
