using System.Reflection;
using System.Runtime.Loader;

namespace TgPlatform.Runtime.Plugins;

/// <summary>The world of one plugin: what host and plugin share comes from the host, everything else from the plugin's folder or not at all.</summary>
internal sealed class PluginLoadContext(string assemblyPath, bool unloadable) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assemblyPath), unloadable)
{
    // Reading a deps.json costs milliseconds, and most plugins bring nothing of their own.
    private readonly Lazy<AssemblyDependencyResolver> _resolver = new(() => new(assemblyPath));

    /// <summary>Loads a DLL of the plugin's folder.</summary>
    public Assembly LoadFile(string path)
    {
        if (!IsCollectible)
            return LoadFromAssemblyPath(path);

        // By path .NET would answer with the DLL it has loaded from there before, for as long as anybody uses that one.
        using var image = new MemoryStream(File.ReadAllBytes(path), writable: false);
        var symbols = Path.ChangeExtension(path, ".pdb");
        using var lines = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols), writable: false) : null;
        return LoadFromStream(image, lines);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (SharedAssemblies.Contains(name))
            return SharedAssemblies.Get(name);
        if (_resolver.Value.ResolveAssemblyToPath(assemblyName) is { } path)
            return LoadFile(path);

        // Null would let the host's own libraries leak in, and the plugin would depend on versions it never chose.
        return assemblyName.CultureName is { Length: > 0 } ? null : throw new FileNotFoundException($"The plugin's folder has no {name}.dll.", name);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.Value.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}
