namespace TgPlatform.Runtime.Plugins;

/// <summary>The plugins of one or more folders. Making it reads the manifests and loads nothing.</summary>
public sealed class PluginCatalog : IPluginCatalog
{
    private readonly Dictionary<(PluginRole Role, string Name), List<Plugin>> _offering = [];

    /// <summary>Reads the manifests of every plugin below the folders, or of the folders themselves where they are plugins.</summary>
    /// <param name="folders">Where plugins lie; one that does not exist holds none.</param>
    /// <param name="unloadable">
    /// True to be able to replace plugins while running. Code of an unloadable plugin is always compiled at run time, which costs a large one
    /// a quarter of a second; a process that ends with its run wants false.
    /// </param>
    public PluginCatalog(IReadOnlyList<string> folders, bool unloadable = false)
    {
#if FULL_FEED
        var loader = new FullFeed.McMasterAssemblyLoader(unloadable);
#else
        var loader = new ContextAssemblyLoader(unloadable);
#endif
        Plugins = [.. folders.SelectMany(PluginFolders.Find).Distinct(StringComparer.Ordinal).Select(folder => new Plugin(folder, loader))];
        foreach (var plugin in Plugins.Where(static one => one.Manifest is not null))
        {
            foreach (var (role, name) in plugin.Manifest!.Provides)
            {
                if (!_offering.TryGetValue((role, name), out var offering))
                    _offering.Add((role, name), offering = []);
                offering.Add(plugin);
            }
        }
    }

    /// <summary>Every plugin, usable or not, in the order of the folders.</summary>
    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>What has become of the plugins that were let go.</summary>
    public PluginUnloads Unloads { get; } = new();

    /// <summary>Names that more than one plugin offers, each with the sentence a look-up answers with.</summary>
    public IReadOnlyList<string> Conflicts => [.. _offering.Where(static one => one.Value.Count > 1).Select(static one => ConflictOf(one.Key, one.Value)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public Lookup<SourceOffer> FindSource(string name) => Find<SourceOffer>(PluginRole.Source, name);

    /// <inheritdoc/>
    public Lookup<SinkOffer> FindSink(string name) => Find<SinkOffer>(PluginRole.Sink, name);

    /// <inheritdoc/>
    public Lookup<StrategyOffer> FindStrategy(string name) => Find<StrategyOffer>(PluginRole.Strategy, name);

    /// <summary>An emulated service by name.</summary>
    public Lookup<SandboxOffer> FindSandbox(string name) => Find<SandboxOffer>(PluginRole.Sandbox, name);

    /// <summary>A command by name.</summary>
    public Lookup<CommandOffer> FindCommand(string name) => Find<CommandOffer>(PluginRole.Command, name);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(string role) =>
        [.. _offering.Keys.Where(one => string.Equals(one.Role.ToString(), role, StringComparison.OrdinalIgnoreCase)).Select(static one => one.Name).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Lets every loaded plugin go, to be loaded anew when it is needed next. Whether its old code leaves memory depends on the plugin;
    /// <see cref="Unloads"/> counts.
    /// </summary>
    public void Unload()
    {
        foreach (var plugin in Plugins)
            Unloads.Add(plugin.Release());
    }

    private Lookup<TOffer> Find<TOffer>(PluginRole role, string name)
        where TOffer : Offer
    {
        var key = (role, Name: name.ToLowerInvariant());
        if (!_offering.TryGetValue(key, out var offering))
            return default;
        if (offering.Count > 1)
            return new(null, ConflictOf(key, offering));
        var plugin = offering[0];
        return plugin.Load().OfType<TOffer>().FirstOrDefault(one => one.Name == key.Name) is { } offer
            ? new(offer, null)
            : new(null, $"The plugin '{plugin.Name}' in {plugin.Folder} offers it but cannot be used. {plugin.State.Reason}");
    }

    private static string ConflictOf((PluginRole Role, string Name) key, List<Plugin> offering) =>
        $"{offering.Count} plugins offer the {new OfferedName(key.Role, key.Name)}: {string.Join(" and ", offering.Select(static one => $"'{one.Name}' in {one.Folder}"))}. Remove all but one.";
}
