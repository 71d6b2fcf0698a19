using TgPlatform.Cli.Commands;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Plugins;

/// <summary>Finds what a person means by a name: an offer in any role, or everything a plugin offers.</summary>
internal static class OfferFinder
{
    /// <summary>At least one offer.</summary>
    /// <exception cref="UsageException">Nothing has that name, or what has it cannot be used.</exception>
    public static IReadOnlyList<Offer> Find(PluginCatalog catalog, string name)
    {
        (Offer? Offer, string? Problem)[] found =
        [
            Of(catalog.FindSource(name)), Of(catalog.FindSink(name)), Of(catalog.FindStrategy(name)), Of(catalog.FindSandbox(name)), Of(catalog.FindCommand(name)),
        ];
        if (found.Any(static one => one.Offer is not null))
            return [.. found.Select(static one => one.Offer).OfType<Offer>()];
        if (found.Select(static one => one.Problem).FirstOrDefault(static one => one is not null) is { } problem)
            throw new UsageException(problem, ExitCodes.WrongPipeline);
        if (catalog.Plugins.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } plugin)
        {
            string[] known = [.. Enum.GetNames<PluginRole>().SelectMany(catalog.Names), .. catalog.Plugins.Select(static one => one.Name)];
            throw new UsageException($"No plugin offers '{name}', and none is called so. {NearestName.Advice(name, [.. known.Distinct()])}");
        }

        var offers = plugin.Load();
        return offers.Count > 0 ? offers : throw new UsageException($"The plugin '{plugin.Name}' in {plugin.Folder} cannot be used. {plugin.State.Reason}", ExitCodes.WrongPipeline);
    }

    private static (Offer? Offer, string? Problem) Of<TOffer>(Lookup<TOffer> lookup)
        where TOffer : Offer => (lookup.Offer, lookup.Problem);
}
