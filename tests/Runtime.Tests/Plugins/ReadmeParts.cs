using TgPlatform.Contracts;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>Makes the source, sink and strategy of plugins/README.md, with its files in the context's base folder.</summary>
internal sealed class ReadmeParts(PluginFiles files)
{
    private readonly PluginCatalog _catalog = new([files.AddReadmePlugin().Root]);

    public ISource Source(PluginContext context) => Make(_catalog.FindSource("lines"), offer => offer.Create(Options(offer, "File", "notes.txt"), context));

    public ISink Sink(PluginContext context) => Make(_catalog.FindSink("folder"), offer => offer.Create!(Options(offer, "Root", "out"), context));

    public IStrategy Strategy(PluginContext context) => Make(_catalog.FindStrategy("fewest_bytes"), offer => offer.Create(Options(offer), context));

    private static TPart Make<TOffer, TPart>(Lookup<TOffer> found, Func<TOffer, TPart> create)
        where TOffer : Offer
    {
        Assert.True(found.Problem is null, found.Problem);
        return create(found.Offer!);
    }

    private static object Options(Offer offer, string? option = null, string? value = null)
    {
        var options = Activator.CreateInstance(offer.OptionsType)!;
        if (option is not null)
            offer.OptionsType.GetProperty(option)!.SetValue(options, value);
        return options;
    }
}
