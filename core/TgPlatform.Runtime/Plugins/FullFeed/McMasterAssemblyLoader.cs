using System.Reflection;
using McMaster.NETCore.Plugins;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins.FullFeed;

/// <summary>
/// Loads each plugin by McMaster.NETCore.Plugins. It lets the host's libraries in where the plugin's folder has none; the probe refuses that
/// for what the plugin itself refers to, not for what its libraries do.
/// </summary>
/// <param name="unloadable">See <see cref="PluginCatalog(IReadOnlyList{string}, bool)"/>.</param>
internal sealed class McMasterAssemblyLoader(bool unloadable) : IPluginAssemblyLoader
{
    /// <inheritdoc/>
    public Assembly Load(string assemblyPath)
    {
        var config = new PluginConfig(assemblyPath)
        {
            IsUnloadable = unloadable,
            // By path .NET would answer with the DLL it has loaded from there before, for as long as anybody uses that one.
            LoadInMemory = unloadable,
            // Otherwise every assembly of the framework would be loaded to look for its references.
            IsLazyLoaded = true,
        };
        config.SharedAssemblies.Add(typeof(IPlugin).Assembly.GetName());
        // A copy of a shared assembly in the folder would win over the host's unless it is named.
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(assemblyPath)!, "*.dll"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (SharedAssemblies.Contains(name))
                config.SharedAssemblies.Add(new(name));
        }

        // Its context lives as long as the assembly does; disposing it would ask the context to go.
        return new PluginLoader(config).LoadDefaultAssembly();
    }
}
