using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins;

/// <summary>
/// The assemblies host and plugins have in common: the contract, and what comes with the host's frameworks (logging among it). They are told
/// by simple name, so that a plugin built against another patch of them still sees the same types.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly string[] Frameworks = [RuntimeEnvironment.GetRuntimeDirectory(), Path.GetDirectoryName(typeof(ILogger).Assembly.Location)!];

    /// <summary>Whether a name is shared.</summary>
    public static bool Contains(string simpleName) =>
        simpleName == typeof(IPlugin).Assembly.GetName().Name || Array.Exists(Frameworks, folder => File.Exists(Path.Combine(folder, simpleName + ".dll")));

    /// <summary>The host's assembly of that name.</summary>
    public static Assembly Get(string simpleName) => AssemblyLoadContext.Default.LoadFromAssemblyName(new(simpleName));
}
