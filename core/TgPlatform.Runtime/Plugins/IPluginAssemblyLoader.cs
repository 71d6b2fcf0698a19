using System.Reflection;

namespace TgPlatform.Runtime.Plugins;

/// <summary>Loads the DLL of a plugin in isolation. The one place where another loader may stand in; all checks come before it.</summary>
internal interface IPluginAssemblyLoader
{
    /// <summary>Loads into a context of the plugin's own.</summary>
    Assembly Load(string assemblyPath);
}

/// <summary>Loads each plugin into its own <see cref="PluginLoadContext"/>.</summary>
/// <param name="unloadable">See <see cref="PluginCatalog(IReadOnlyList{string}, bool)"/>.</param>
internal sealed class ContextAssemblyLoader(bool unloadable) : IPluginAssemblyLoader
{
    /// <inheritdoc/>
    public Assembly Load(string assemblyPath) => new PluginLoadContext(assemblyPath, unloadable).LoadFile(assemblyPath);
}
