namespace TgPlatform.Runtime.Plugins;

/// <summary>
/// Finds what plugins offer, by role and name. Looking up a name loads only the plugin that offers it; a plugin that cannot be used answers
/// with the reason instead of an exception.
/// </summary>
public interface IPluginCatalog
{
    /// <summary>A source by name.</summary>
    Lookup<SourceOffer> FindSource(string name);

    /// <summary>A sink or record sink by name.</summary>
    Lookup<SinkOffer> FindSink(string name);

    /// <summary>A strategy by name.</summary>
    Lookup<StrategyOffer> FindStrategy(string name);

    /// <summary>The names offered for a role, for "did you mean" and lists; known without loading anything.</summary>
    /// <param name="role"><c>source</c>, <c>sink</c>, <c>strategy</c>, <c>sandbox</c> or <c>command</c>.</param>
    IReadOnlyList<string> Names(string role);
}

/// <summary>The answer to a look-up: an offer, or the reason why there is none.</summary>
/// <param name="Offer">The offer, or null.</param>
/// <param name="Problem">Why the plugin that offers the name cannot be used; null when nobody offers it or all is well.</param>
public readonly record struct Lookup<TOffer>(TOffer? Offer, string? Problem)
    where TOffer : Offer;
