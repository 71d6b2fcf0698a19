using TgPlatform.Runtime.Options;

namespace TgPlatform.Runtime.Plugins;

/// <summary>Judges the options records of a plugin: every option is described, whatever its nesting.</summary>
internal static class OptionRules
{
    /// <summary>Looks at the options of an offer.</summary>
    /// <exception cref="PluginException">They cannot be used, or something is not described.</exception>
    public static void Check(Offer offer)
    {
        try
        {
            var model = OptionModel.For(offer.OptionsType);
            CheckDescriptions(offer, model);
            if (offer is CommandOffer && model.Options.FirstOrDefault(static one => !CommandOptions.CanTake(one.Type)) is { } option)
                throw new PluginException($"The option '{option.Name}' of the command '{offer.Name}' is a {option.Type}. Commands take single values and lists of them.");
        }
        catch (OptionModelException unusable)
        {
            throw new PluginException(unusable.Message);
        }
    }

    private static void CheckDescriptions(Offer offer, OptionModel model)
    {
        foreach (var option in model.Options)
        {
            if (string.IsNullOrWhiteSpace(option.Description))
                throw new PluginException($"The option '{option.Name}' ({model.RecordType.Name}.{option.Property.Name}) of '{offer.Name}' has no description. Give it a [Description].");
            if ((option.Type.Element ?? option.Type).Section is { } section)
                CheckDescriptions(offer, section);
        }
    }
}
