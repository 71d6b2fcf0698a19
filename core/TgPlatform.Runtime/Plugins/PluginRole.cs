namespace TgPlatform.Runtime.Plugins;

/// <summary>What a plugin may offer.</summary>
public enum PluginRole
{
    /// <summary>Finds items and opens them.</summary>
    Source,

    /// <summary>Stores content or records.</summary>
    Sink,

    /// <summary>Gives groups to lanes.</summary>
    Strategy,

    /// <summary>An emulated service.</summary>
    Sandbox,

    /// <summary>A command of <c>tgp</c>.</summary>
    Command,
}

/// <summary>Something a manifest promises: a name in a role.</summary>
public readonly record struct OfferedName(PluginRole Role, string Name)
{
    /// <summary>Whether the name may be used in its role: only commands are of several words.</summary>
    public bool HasValidName => Role == PluginRole.Command ? Name.Split(' ').All(IsValid) : IsValid(Name);

    /// <summary>Whether a name is snake_case: small letters, digits and single underscores, a letter first.</summary>
    public static bool IsValid(string? name) =>
        name is [>= 'a' and <= 'z', ..] && !name.EndsWith('_') && !name.Contains("__", StringComparison.Ordinal)
        && name.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');

    /// <summary><c>sink 's3'</c>.</summary>
    public override string ToString() => $"{Role.ToString().ToLowerInvariant()} '{Name}'";
}
