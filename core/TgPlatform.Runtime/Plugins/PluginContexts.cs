using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins;

/// <summary>What every plugin is lent, and where its folders lie.</summary>
public static class PluginContexts
{
    /// <summary>The variable that says where what belongs to the user is kept.</summary>
    public const string HomeVariable = "TGP_DATA";

    /// <summary>Makes the context of a plugin.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="baseFolder">Absolute path that relative paths start from: the pipeline file's folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it logs; null for nowhere.</param>
    public static PluginContext For(string plugin, string baseFolder, TimeProvider time, ILogger? logger = null)
    {
        var context = new PluginContext
        {
            Time = time,
            BaseFolder = baseFolder,
            StateFolder = Path.Combine(baseFolder, ".tgp", "plugins", plugin),
            UserFolder = Path.Combine(Home(), "plugins", plugin),
        };
        return logger is null ? context : context with { Logger = logger };
    }

    private static string Home() =>
        Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home
            ? Path.GetFullPath(home)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tgp");
}
