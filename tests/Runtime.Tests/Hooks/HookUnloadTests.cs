using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using TgPlatform.Runtime.Hooks;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookUnloadTests
{
    private const int Rounds = 10;

    [Fact]
    public void Dispose_AfterUseAndFailure_LeavesNothingLoaded()
    {
        var contexts = Enumerable.Range(0, Rounds).Select(UseAndDispose).ToList();
        for (var attempt = 0; attempt < 20 && contexts.Exists(static one => one.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(0, contexts.Count(static one => one.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndDispose(int round)
    {
        using var hooks = Compile(Filter($"var n = item.Id.Length - 4; return {round} / n > 1 && new[] {{ 1 }}.Any(x => x == n);"), Name("{item.Chat}/{item.Id}"));
        Assert.Equal("cats/4711", hooks.NameFor(0, Cat));
        var failure = Assert.Throws<HookException>(() => hooks.Keeps(Cat));
        var thrower = new StackTrace(failure.InnerException!).GetFrame(0)!.GetMethod()!;
        var context = AssemblyLoadContext.GetLoadContext(thrower.Module.Assembly);
        Assert.Equal("hooks", context!.Name);
        return new(context);
    }
}
