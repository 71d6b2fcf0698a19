namespace TgPlatform.Runtime.Plugins;

/// <summary>A plugin cannot be used. Thrown while one is looked at, caught by the probe; it leaves this folder only as a <see cref="PluginState"/>.</summary>
internal sealed class PluginException(string message, PluginStatus status = PluginStatus.Broken) : Exception(message)
{
    /// <summary>What the plugin becomes.</summary>
    public PluginState State { get; } = new(status, message);
}
