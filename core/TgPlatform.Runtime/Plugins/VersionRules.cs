using System.Reflection;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins;

/// <summary>Decides from metadata whether a plugin fits this host.</summary>
internal static class VersionRules
{
    private static readonly AssemblyName Contract = typeof(IPlugin).Assembly.GetName();

    /// <summary>Looks at contract and .NET version.</summary>
    /// <exception cref="PluginException">The plugin does not fit.</exception>
    public static void Check(AssemblyFacts facts)
    {
        var wanted = facts.References.FirstOrDefault(static one => one.Name == Contract.Name).Version
            ?? throw new PluginException($"Its DLL does not use {Contract.Name}, so it is not a plugin. Is 'assembly' in {PluginManifest.FileName} the right DLL?");
        var offered = Contract.Version!;
        if (wanted.Major != offered.Major)
            throw NotSupported($"It was built for contract {wanted.ToString(2)}, and this tgp has {offered.ToString(2)}. Get the plugin for contract {offered.Major}.x, or the tgp that has {wanted.Major}.x.");
        if (wanted.Minor > offered.Minor)
            throw NotSupported($"It needs contract {wanted.ToString(2)}, and this tgp has {offered.ToString(2)}. Update tgp.");

        var runtime = facts.References.Where(static one => one.Name == "System.Runtime").Max(static one => one.Version);
        if (runtime is not null && runtime.Major > Environment.Version.Major)
            throw NotSupported($"It was built for .NET {runtime.Major}, and this is .NET {Environment.Version.Major}. Get the plugin for .NET {Environment.Version.Major}, or a newer tgp.");
    }

    private static PluginException NotSupported(string reason) => new(reason, PluginStatus.NotSupported);
}
