namespace TgPlatform.Runtime.Plugins;

/// <summary>Whether a plugin can be used.</summary>
public enum PluginStatus
{
    /// <summary>Its manifest is good; nobody has needed it yet.</summary>
    NotLoaded,

    /// <summary>Loaded and checked.</summary>
    Ready,

    /// <summary>Built for another contract or a newer .NET; nothing of it was loaded.</summary>
    NotSupported,

    /// <summary>Something about it is wrong.</summary>
    Broken,
}

/// <summary>Whether a plugin can be used, and if not, why.</summary>
/// <param name="Status">Whether it can.</param>
/// <param name="Reason">Why it cannot, and what to do; null when it can.</param>
public sealed record PluginState(PluginStatus Status, string? Reason)
{
    internal static PluginState NotLoaded { get; } = new(PluginStatus.NotLoaded, null);

    internal static PluginState Ready { get; } = new(PluginStatus.Ready, null);

    internal static PluginState NotSupported(string reason) => new(PluginStatus.NotSupported, reason);

    internal static PluginState Broken(string reason) => new(PluginStatus.Broken, reason);
}
