using System.Reflection;
using System.Runtime.Loader;

namespace TgPlatform.Runtime.Hooks;

/// <summary>Compiled hooks in a load context of their own, so that a changed pipeline leaves nothing behind.</summary>
internal sealed class HookAssembly : IDisposable
{
    private readonly Context _context = new();
    private readonly Assembly _assembly;

    public HookAssembly(CompiledHooks hooks)
    {
        using var assembly = new MemoryStream(hooks.Assembly, writable: false);
        using var symbols = hooks.Symbols is null ? null : new MemoryStream(hooks.Symbols, writable: false);
        _assembly = _context.LoadFromStream(assembly, symbols);
    }

    public TDelegate Delegate<TDelegate>(int hook)
        where TDelegate : Delegate =>
        _assembly.GetType(CompiledHooks.ClassOf(hook), throwOnError: true)!.GetMethod(CompiledHooks.Method)!.CreateDelegate<TDelegate>();

    public bool Owns(MethodBase? method) => method?.Module.Assembly == _assembly;

    public void Dispose() => _context.Unload();

    private sealed class Context() : AssemblyLoadContext("hooks", isCollectible: true)
    {
        // Hooks must meet the very types they are called with, also where the runtime itself does not live in the default context.
        protected override Assembly? Load(AssemblyName assemblyName) => GetLoadContext(typeof(HookItem).Assembly)!.LoadFromAssemblyName(assemblyName);
    }
}
