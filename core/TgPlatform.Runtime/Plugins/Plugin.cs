using System.Runtime.Loader;

namespace TgPlatform.Runtime.Plugins;

/// <summary>One plugin folder. Its manifest is read at once, its DLL when somebody needs it. Safe to use from several threads.</summary>
public sealed class Plugin
{
    private readonly Lock _lock = new();
    private readonly IPluginAssemblyLoader _loader;
    private Probed? _probed;

    internal Plugin(string folder, IPluginAssemblyLoader loader)
    {
        (Folder, _loader) = (folder, loader);
        try
        {
            Manifest = ManifestReader.Read(Path.Combine(folder, PluginManifest.FileName));
        }
        catch (PluginException unreadable)
        {
            _probed = new(unreadable.State, [], null);
        }
    }

    /// <summary>Absolute path of its folder.</summary>
    public string Folder { get; }

    /// <summary>What it says of itself, or null when that cannot be read.</summary>
    public PluginManifest? Manifest { get; }

    /// <summary>The name in the manifest, else the folder's.</summary>
    public string Name => Manifest?.Name ?? Path.GetFileName(Folder);

    /// <summary>Whether it can be used, as far as is known without loading it.</summary>
    public PluginState State
    {
        get
        {
            lock (_lock)
                return _probed?.State ?? PluginState.NotLoaded;
        }
    }

    /// <summary>What it offers: loads it if nobody has yet. Empty when it cannot be used; <see cref="State"/> then says why.</summary>
    public IReadOnlyList<Offer> Load()
    {
        lock (_lock)
            return (_probed ??= PluginProbe.Run(Folder, Manifest!, _loader)).Offers;
    }

    /// <summary>Lets go of everything loaded and asks the context to go.</summary>
    internal WeakReference? Release()
    {
        lock (_lock)
        {
            if (_probed?.Assembly is not { IsCollectible: true } assembly)
                return null;
            var context = AssemblyLoadContext.GetLoadContext(assembly)!;
            _probed = null;
            context.Unload();
            return new(context);
        }
    }
}
