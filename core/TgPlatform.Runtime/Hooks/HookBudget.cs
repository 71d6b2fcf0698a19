using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace TgPlatform.Runtime.Hooks;

/// <summary>
/// Stops hooks that would never end: the compiler puts a call into every loop, jump, local function and lambda that a person writes.
/// One hook on one item has <see cref="Steps"/> of them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HookBudget
{
    /// <summary>How many steps one hook may take on one item; a million are some milliseconds.</summary>
    public const int Steps = 1_000_000;

    [ThreadStatic]
    private static int _left;

    /// <summary>A loop begins another turn, or jumps.</summary>
    public static void Tick()
    {
        if (--_left < 0)
            ThrowSpent();
    }

    /// <summary>A local function or lambda begins: counts a step, and refuses to go on while the stack can still be unwound.</summary>
    public static void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Tick();
    }

    internal static void Begin() => _left = Steps;

    private static void ThrowSpent() => throw new HookBudgetException();
}

/// <summary>A hook took more than <see cref="HookBudget.Steps"/> steps.</summary>
internal sealed class HookBudgetException() : Exception($"took more than {HookBudget.Steps:N0} steps; a loop seems never to end.");
