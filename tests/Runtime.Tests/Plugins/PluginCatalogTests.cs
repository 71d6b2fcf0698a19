using TgPlatform.Contracts;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Plugins;

public sealed class PluginCatalogTests : IDisposable
{
    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void FindStrategy_GoodPlugin_GivesWorkingFactory()
    {
        var catalog = Catalog("good", PluginSources.Good());

        var found = catalog.FindStrategy("first");

        Assert.Null(found.Problem);
        var strategy = found.Offer!.Create(Activator.CreateInstance(found.Offer.OptionsType)!, new());
        var assignment = new Assignment([new Item { Id = "1", Name = "a" }], [new("lane", LaneCondition.Ready, 0, 0, 0)], static _ => 1);
        strategy.Assign(assignment);
        Assert.Equal(0, assignment.LaneOf(0));
        Assert.Equal("good", found.Offer.Plugin);
    }

    [Fact]
    public void FindStrategy_OtherCase_IsTheSameName() => Assert.NotNull(Catalog("good", PluginSources.Good()).FindStrategy("FIRST").Offer);

    [Fact]
    public void FindStrategy_UnknownName_HasNeitherOfferNorProblem() => Assert.Equal(default, Catalog("good", PluginSources.Good()).FindStrategy("second"));

    [Fact]
    public void FindSink_NameOfAnotherRole_HasNeitherOfferNorProblem() => Assert.Equal(default, Catalog("good", PluginSources.Good()).FindSink("first"));

    [Fact]
    public void Find_OneOfTwoPlugins_LoadsOnlyThatOne()
    {
        _files.Add("one", PluginSources.Good("one"), new { strategies = new[] { "one" } }).Add("two", PluginSources.Good("two"), new { strategies = new[] { "two" } });
        var catalog = new PluginCatalog([_files.Root]);

        Assert.NotNull(catalog.FindStrategy("two").Offer);

        Assert.Equal([PluginStatus.NotLoaded, PluginStatus.Ready], catalog.Plugins.Select(static one => one.State.Status));
        Assert.Equal(["one", "two"], catalog.Names("strategy"));
    }

    [Fact]
    public void Find_NameOfferedTwice_NamesBothPluginsAndTheRestRuns()
    {
        _files.Add("a", PluginSources.WithRegister(PluginSources.Strategy("first") + PluginSources.Strategy("only_a")), new { strategies = new[] { "first", "only_a" } })
            .Add("b", PluginSources.Good());
        var catalog = new PluginCatalog([_files.Root]);

        var expected = $"2 plugins offer the strategy 'first': 'a' in {_files.FolderOf("a")} and 'b' in {_files.FolderOf("b")}. Remove all but one.";
        Assert.Equal(expected, catalog.FindStrategy("first").Problem);
        Assert.Equal([expected], catalog.Conflicts);
        Assert.NotNull(catalog.FindStrategy("only_a").Offer);
    }

    [Fact]
    public void Find_BrokenPlugin_AnswersWithItsReason()
    {
        var catalog = Catalog("broken", PluginSources.WithRegister("throw new InvalidOperationException(\"no licence\");"));

        var problem = catalog.FindStrategy("first").Problem;

        Assert.StartsWith("The plugin 'broken' in ", problem, StringComparison.Ordinal);
        Assert.EndsWith("Its Register threw InvalidOperationException: no licence", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Plugins_FolderIsThePluginItself_IsFound()
    {
        _files.Add("good", PluginSources.Good());

        Assert.Equal("good", Assert.Single(new PluginCatalog([_files.FolderOf("good")]).Plugins).Name);
    }

    [Fact]
    public void Plugins_SameFolderTwiceAndOneMissing_AreTakenOnce()
    {
        _files.Add("good", PluginSources.Good());

        Assert.Single(new PluginCatalog([_files.Root, _files.Root + Path.DirectorySeparatorChar, _files.FolderOf("absent")]).Plugins);
    }

    [Fact]
    public void Plugins_DllWithoutManifest_IsListedAsBroken()
    {
        _files.AddFile("forgotten", "forgotten.dll", [1]).AddFile("notes", "readme.txt", [1]);

        var plugin = Assert.Single(new PluginCatalog([_files.Root]).Plugins);

        Assert.Equal(("forgotten", PluginStatus.Broken), (plugin.Name, plugin.State.Status));
        Assert.Contains("plugin.json", plugin.State.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_FromSeveralThreads_LoadsOnce()
    {
        var plugin = Catalog("good", PluginSources.Good()).Plugins[0];
        using var start = new Barrier(4);

        var offers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            start.SignalAndWait();
            return plugin.Load();
        })));

        Assert.All(offers, one => Assert.Same(offers[0], one));
    }

    [Fact]
    public void Create_FactoryThrows_BecomesFailureNamingThePlugin()
    {
        var catalog = Catalog("picky", PluginSources.WithRegister(
            """registry.AddStrategy<LaneOptions>("first", "Never.", (options, context) => throw new InvalidOperationException("no lane"));"""));
        var offer = catalog.FindStrategy("first").Offer!;

        var failure = Assert.Throws<FailureException>(() => offer.Create(Activator.CreateInstance(offer.OptionsType)!, new()));

        Assert.Equal("The plugin 'picky' could not make its strategy 'first': no lane", failure.Message);
    }

    private PluginCatalog Catalog(string plugin, string source) => new([_files.Add(plugin, source).Root]);
}
