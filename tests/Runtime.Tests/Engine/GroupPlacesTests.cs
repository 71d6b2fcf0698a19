using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>What an item knows of its place in an album, whatever the source, through a whole pipeline.</summary>
public sealed class GroupPlacesTests : IDisposable
{
    private const string Name = "{item[\"caption\"].Text}{Prefixed(\" \", item.AlbumIndex)}{Prefixed(\" of \", item.AlbumCount)}{item.Extension}";

    private static readonly EngineSettings OneByOne = new() { Producers = 1, Consumers = 1 };

    private readonly TempFolder _folder = new();
    private readonly IPipelineHooks _hooks = new HookCompiler(null).Compile(
        new([Hook(HookRole.Filter, "item.AlbumIndex != 2"), Hook(HookRole.Path, Name)]), [], new DiagnosticBag())!;

    [Fact]
    public async Task Run_Album_IsFilteredAndNamedByPlaceAndCaptionAndCommittedInOrder()
    {
        var source = new MemorySource([(Album("a", 4), Contents(4)), (Captioned("alone"), Contents(1)), (Album("b", 2), Contents(2))]);
        var sink = new CollectingSink();
        var rig = new EngineRig { Source = source, Hooks = _hooks, Settings = OneByOne }.To("memory", sink);

        await rig.RunAsync();

        string[] expected = ["At sea a 1 of 4.bin", "At sea a 3 of 4.bin", "At sea a 4 of 4.bin", "At sea b 1 of 2.bin", "At sea alone.bin"];
        Assert.Equal(expected.Order(), sink.Committed.Keys.Order());
        Assert.Equal(["a-0", "a-2", "a-3"], rig.Seen<ItemCommitted>().Select(static one => one.Item.Id).Where(static id => id.StartsWith("a-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_StoppedWithinAnAlbum_TheRestKeepsItsPlaceInTheNextProcess()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var first = new ScriptedSource([Album("a", 4)], static (_, _, _) => Content())
        {
            Before = async (item, cancelled) =>
            {
                if (item.Id != "a-0")
                {
                    reached.TrySetResult();
                    await Task.Delay(Timeout.Infinite, cancelled);
                }
            },
        };
        var sink = new CollectingSink();
        await using (var ledger = SqliteLedger.Open(_folder.Root, "p", TimeProvider.System))
        {
            var run = new EngineRig { Source = first, Hooks = _hooks, Settings = OneByOne, RealLedger = ledger, Happened = happened => _ = happened is ItemCommitted && committed.TrySetResult() }
                .To("memory", sink).RunAsync(stop.Token, stop.Token);
            await Task.WhenAll(reached.Task, committed.Task).WaitAsync(TimeSpan.FromMinutes(2));
            await stop.CancelAsync();
            await run;
        }

        Assert.Equal(["At sea a 1 of 4.bin"], sink.Committed.Keys);
        await using (var ledger = SqliteLedger.Open(_folder.Root, "p", TimeProvider.System))
            await new EngineRig { Source = new ScriptedSource([], static (_, _, _) => Content()), Hooks = _hooks, RealLedger = ledger }.To("memory", sink).RunAsync();
        Assert.Equal(["At sea a 1 of 4.bin", "At sea a 3 of 4.bin", "At sea a 4 of 4.bin"], sink.Committed.Keys.Order());
    }

    [Fact]
    public void Number_PlacesTheSourceGives_Stay()
    {
        var group = new ItemGroup("a", [.. Enumerable.Range(2, 3).Select(static place => Some.Item($"{place}") with { Fields = new([new("album_index", place)]) })]);

        Assert.Same(group, GroupPlaces.Number(group));
    }

    [Fact]
    public void Number_LoneItem_HasNoPlace()
    {
        ItemGroup group = Captioned("alone");

        Assert.Same(group, GroupPlaces.Number(group));
        Assert.Equal(FieldType.None, group.Items[0]["album_index"].Type);
    }

    [Fact]
    public void Number_Group_KeepsCursorAndFields()
    {
        var numbered = GroupPlaces.Number(Album("a", 2) with { Cursor = "7" });

        Assert.Equal("7", numbered.Cursor);
        Assert.All(numbered.Items, static item => Assert.Equal("At sea a", item["caption"].Text));
        Assert.Equal([(1L, 2L), (2, 2)], numbered.Items.Select(static item => (item["album_index"].Integer!.Value, item["album_count"].Integer!.Value)));
    }

    public void Dispose()
    {
        _hooks.Dispose();
        _folder.Dispose();
    }

    private static HookText Hook(HookRole role, string code) => new(role, null, code, new("p.yaml", 1, 1), 0, false, role.ToString());

    private static ItemGroup Album(string id, int count) => new(id, [.. Enumerable.Range(0, count).Select(place => Captioned($"{id}-{place}", id))]);

    private static Item Captioned(string id, string? album = null) => Some.Item(id, 5) with { Fields = new([new("caption", $"At sea {album ?? id}")]) };

    private static byte[][] Contents(int count) => [.. Enumerable.Range(0, count).Select(static seed => Some.Bytes(5, seed))];

    private static Content Content() => new(new MemoryStream(Some.Bytes(5), writable: false));
}
