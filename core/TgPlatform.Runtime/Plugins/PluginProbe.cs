using System.Reflection;
using System.Runtime.Loader;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins;

/// <summary>What became of a plugin when it was looked at.</summary>
/// <param name="State">Ready, or why not.</param>
/// <param name="Offers">What it offers; empty unless it is ready.</param>
/// <param name="Assembly">Its assembly if it got as far as being loaded.</param>
internal sealed record Probed(PluginState State, IReadOnlyList<Offer> Offers, Assembly? Assembly);

/// <summary>Turns a plugin folder into offers, or into the reason why there are none. Nothing a plugin does gets out of here as an exception.</summary>
internal static class PluginProbe
{
    /// <summary>Checks, loads, and lets the plugin register.</summary>
    public static Probed Run(string folder, PluginManifest manifest, IPluginAssemblyLoader loader)
    {
        Assembly? assembly = null;
        try
        {
            var path = Path.Combine(folder, manifest.Assembly);
            var facts = AssemblyFacts.Read(path);
            VersionRules.Check(facts);
            var entry = EntryOf(facts, manifest);
            assembly = loader.Load(path);
            StrayExceptions.Know(assembly);
            LoadPrivateReferences(facts, assembly);
            var registry = new PluginRegistry(manifest.Name);
            Register(Create(assembly.GetType(entry, throwOnError: true)!), registry);
            OfferRules.Check(manifest, registry.Offers);
            return new(PluginState.Ready, registry.Offers, assembly);
        }
        catch (PluginException unfit)
        {
            return new(unfit.State, [], assembly);
        }
        catch (Exception unforeseen)
        {
            return new(PluginState.Broken($"It cannot be loaded: {Explain(unforeseen)}"), [], assembly);
        }
    }

    private static string EntryOf(AssemblyFacts facts, PluginManifest manifest) => facts.Entries switch
    {
        [var only] => only,
        [] => throw new PluginException($"{manifest.Assembly} has no public class that implements {nameof(IPlugin)}. Add one."),
        _ => throw new PluginException($"{manifest.Assembly} has several public classes that implement {nameof(IPlugin)}: {string.Join(", ", facts.Entries)}. Leave one public."),
    };

    // What is missing shows now, with a name, and not in the middle of a run.
    private static void LoadPrivateReferences(AssemblyFacts facts, Assembly assembly)
    {
        var context = AssemblyLoadContext.GetLoadContext(assembly)!;
        foreach (var (name, version) in facts.References.Where(static one => !SharedAssemblies.Contains(one.Name)))
        {
            if (!IsInFolder(context, new(name) { Version = version }))
                throw new PluginException($"It needs {name}.dll {version}, which is not in its folder or cannot be used. Copy everything the build put beside the plugin's DLL.");
        }
    }

    // What the host lends is not the plugin's: it would depend on versions it never chose.
    private static bool IsInFolder(AssemblyLoadContext context, AssemblyName name)
    {
        try
        {
            return AssemblyLoadContext.GetLoadContext(context.LoadFromAssemblyName(name)) == context;
        }
        catch (Exception missing) when (missing is IOException or BadImageFormatException)
        {
            return false;
        }
    }

    private static IPlugin Create(Type entry)
    {
        if (entry.GetConstructor(Type.EmptyTypes) is null)
            throw new PluginException($"{entry.FullName} has no public constructor without parameters. Add one.");
        try
        {
            return Activator.CreateInstance(entry) as IPlugin
                ?? throw new PluginException($"{entry.FullName} implements another {nameof(IPlugin)} than the one of this tgp. Reference {typeof(IPlugin).Assembly.GetName().Name} only.");
        }
        catch (Exception thrown) when (thrown is not PluginException)
        {
            throw new PluginException($"Its constructor threw {Explain(thrown)}");
        }
    }

    private static void Register(IPlugin plugin, PluginRegistry registry)
    {
        try
        {
            plugin.Register(registry);
        }
        catch (Exception thrown)
        {
            throw new PluginException($"Its {nameof(IPlugin.Register)} threw {Explain(thrown)}");
        }
    }

    private static string Explain(Exception thrown)
    {
        while (thrown is TargetInvocationException or TypeInitializationException && thrown.InnerException is { } inner)
            thrown = inner;
        return $"{thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}";
    }
}
