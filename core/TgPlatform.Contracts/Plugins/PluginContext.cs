using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TgPlatform.Contracts;

/// <summary>What the runtime lends to a plugin. Every part has a default, so that a test may write <c>new PluginContext()</c>.</summary>
public sealed record PluginContext
{
    /// <summary>Where to log; events carry pipeline and plugin already. Never log a <see cref="Secret"/>'s value.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The clock, for every wait and every time-out.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Absolute path of the folder that relative paths in options start from: the pipeline file's.</summary>
    public string BaseFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>
    /// Absolute path of a folder of this plugin's own that survives the run, for sessions and caches; it may not exist yet.
    /// </summary>
    public string StateFolder { get; init; } = Path.Combine(Environment.CurrentDirectory, ".tgp");

    /// <summary>
    /// Absolute path of a folder of this plugin's own that belongs to the user and not to one pipeline, for instance for sign-ins; it may not
    /// exist yet.
    /// </summary>
    public string UserFolder { get; init; } = Path.Combine(Environment.CurrentDirectory, ".tgp", "user");

    /// <summary>Where a sink that is <see cref="IBuffering"/> takes what makes its deliveries faster.</summary>
    public IContentMemory ContentMemory { get; init; } = UnlimitedMemory.Instance;

    /// <summary>A path from the options as an absolute one: relative paths start from <see cref="BaseFolder"/>.</summary>
    /// <param name="path">A path as the user wrote it.</param>
    public string Resolve(string path) => Path.GetFullPath(path, BaseFolder);
}
