using System.Runtime.CompilerServices;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Plugins;

public sealed class PluginUnloadTests : IDisposable
{
    private const string HoldsOn = """
        public sealed class Entry : IPlugin
        {
            public void Register(IPluginRegistry registry)
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.Write(this);
                registry.AddStrategy<LaneOptions>("first", "Stays.", (options, _) => new First(options));
            }
        }
        """;

    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Unload_CleanPlugin_LeavesMemory()
    {
        var catalog = Used(PluginSources.Good(), unloadable: true);

        catalog.Unload();

        Assert.Equal((1, 0), (catalog.Unloads.Attempted, StillThereAfterCollecting(catalog)));
    }

    [Fact]
    public void Unload_PluginThatHoldsOn_IsCountedAsStillThere()
    {
        var catalog = Used(HoldsOn + PluginSources.Parts, unloadable: true);

        catalog.Unload();

        Assert.Equal((1, 1), (catalog.Unloads.Attempted, StillThereAfterCollecting(catalog)));
    }

    [Fact]
    public void Unload_ThenFind_LoadsAnew()
    {
        var catalog = Used(PluginSources.Good(), unloadable: true);

        catalog.Unload();

        Assert.Equal(PluginStatus.NotLoaded, catalog.Plugins[0].State.Status);
        Assert.NotNull(catalog.FindStrategy("first").Offer);
    }

    [Fact]
    public void Unload_NotUnloadable_AttemptsNothing()
    {
        var catalog = Used(PluginSources.Good(), unloadable: false);

        catalog.Unload();

        Assert.Equal((0, PluginStatus.Ready), (catalog.Unloads.Attempted, catalog.Plugins[0].State.Status));
    }

    // Not inlined, so that no local of the test keeps the plugin's types alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private PluginCatalog Used(string source, bool unloadable)
    {
        var catalog = new PluginCatalog([_files.Add("subject", source).Root], unloadable);
        var offer = catalog.FindStrategy("first").Offer!;
        offer.Create(Activator.CreateInstance(offer.OptionsType)!, new());
        return catalog;
    }

    private static int StillThereAfterCollecting(PluginCatalog catalog)
    {
        for (var round = 0; round < 10 && catalog.Unloads.StillThere > 0; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return catalog.Unloads.StillThere;
    }
}
