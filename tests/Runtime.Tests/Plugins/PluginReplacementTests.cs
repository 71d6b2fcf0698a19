using TgPlatform.Contracts;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>A plugin's DLL is replaced while the plugin is at work: what runs ends with the old one, what begins has the new one.</summary>
public sealed class PluginReplacementTests : IDisposable
{
    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Unload_DllReplacedWhileInUse_OldAndNewWorkSideBySide()
    {
        var catalog = new PluginCatalog([_files.AddImage("subject", Compile(lane: 0)).Root], unloadable: true);
        var old = StrategyOf(catalog);

        // As every installer does it: beside, then renamed over the old file, which its users keep.
        _files.AddFile("subject", "subject.new", Compile(lane: 1));
        File.Move(_files.PathOf("subject", "subject.new"), _files.PathOf("subject", "subject.dll"), overwrite: true);
        catalog.Unload();
        var replaced = StrategyOf(catalog);

        Assert.Equal([0, 1, 0], [LaneBy(old), LaneBy(replaced), LaneBy(old)]);
    }

    private static byte[] Compile(int lane) => PluginFiles.Compile("subject", $$"""
        public sealed class Entry : IPlugin
        {
            public void Register(IPluginRegistry registry) => registry.AddStrategy<NoOptions>("first", "Gives everything to lane {{lane}}.", static (_, _) => new Fixed());
        }

        public sealed record NoOptions;

        public sealed class Fixed : IStrategy
        {
            public void Assign(Assignment assignment)
            {
                for (var group = 0; group < assignment.Groups.Count; group++)
                    assignment.Give(group, {{lane}});
            }
        }
        """, PluginFiles.Contract);

    private static IStrategy StrategyOf(PluginCatalog catalog)
    {
        var found = catalog.FindStrategy("first");
        Assert.True(found.Problem is null, found.Problem);
        return found.Offer!.Create(Activator.CreateInstance(found.Offer.OptionsType)!, new());
    }

    private static int? LaneBy(IStrategy strategy)
    {
        var assignment = new Assignment([new Item { Id = "1", Name = "1" }], [new("a", LaneCondition.Ready, 0, 0, 0), new("b", LaneCondition.Ready, 0, 0, 0)], static _ => 1);
        strategy.Assign(assignment);
        return assignment.LaneOf(0);
    }
}
