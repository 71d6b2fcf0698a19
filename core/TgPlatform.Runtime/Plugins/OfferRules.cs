using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Plugins;

/// <summary>Judges what a plugin has registered.</summary>
internal static class OfferRules
{
    /// <summary>Looks at names, descriptions, fields and options.</summary>
    /// <exception cref="PluginException">Something is wrong; the message names it.</exception>
    public static void Check(PluginManifest manifest, IReadOnlyList<Offer> offers)
    {
        var registered = new HashSet<OfferedName>();
        foreach (var offer in offers)
        {
            var name = new OfferedName(RoleOf(offer), offer.Name);
            if (!name.HasValidName)
                throw new PluginException($"It registers the {name}. Names are snake_case: small letters, digits, single underscores.");
            if (!registered.Add(name))
                throw new PluginException($"It registers the {name} twice.");
            if (!manifest.Provides.Contains(name))
                throw new PluginException($"It registers the {name}, which {PluginManifest.FileName} does not name. Add it to 'provides'.");
            if (string.IsNullOrWhiteSpace(offer.Description))
                throw new PluginException($"Its {name} has no description.");
            if (offer is SourceOffer source)
                CheckFields(name, source.Fields);
            if (offer is not SandboxOffer)
                OptionRules.Check(offer);
        }

        foreach (var promised in manifest.Provides.Where(one => !registered.Contains(one)))
            throw new PluginException($"{PluginManifest.FileName} names the {promised}, which it does not register. Take it out of 'provides'.");
    }

    private static PluginRole RoleOf(Offer offer) => offer switch
    {
        SourceOffer => PluginRole.Source,
        SinkOffer => PluginRole.Sink,
        StrategyOffer => PluginRole.Strategy,
        CommandOffer => PluginRole.Command,
        _ => PluginRole.Sandbox,
    };

    private static void CheckFields(OfferedName source, IReadOnlyList<FieldDefinition>? fields)
    {
        if (fields is null)
            throw new PluginException($"Its {source} announces no list of fields. Give an empty one if its items carry none.");
        if (fields.FirstOrDefault(static one => !OfferedName.IsValid(one.Name)) is { } wrong)
            throw new PluginException($"Its {source} announces the field '{wrong.Name}'. Names are snake_case: small letters, digits, single underscores.");
        if (fields.GroupBy(static one => one.Name).FirstOrDefault(static one => one.Count() > 1) is { } twice)
            throw new PluginException($"Its {source} announces the field '{twice.Key}' twice.");
    }
}
