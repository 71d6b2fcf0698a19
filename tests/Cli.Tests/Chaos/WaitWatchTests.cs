using TgPlatform.Cli.Chaos;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Planning;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Chaos;

/// <summary>Somebody who waits for a source that never ends is told so, once; who waits for anything else is not.</summary>
public sealed class WaitWatchTests
{
    private static readonly Item Item = new() { Id = "1", Name = "1" };

    private readonly ManualTimeProvider _time = new();
    private int _told;

    [Fact]
    public async Task Waits_AllIsDoneAndTheSourceGoesOn_IsToldOnce()
    {
        await using var watch = new WaitWatch(_time, () => _told++);
        watch.On(new GroupFound(Snapshots.Now, Item, [ItemFate.Pending]));
        watch.On(new ItemEnded(Snapshots.Now, Item, ItemFate.Done, null));
        _time.Advance(PipelinePlanner.Silence);
        Assert.Equal(0, _told);

        _time.Advance(PipelinePlanner.Silence * 3);

        Assert.Equal(1, _told);
    }

    [Fact]
    public async Task Waits_AnItemIsUnderWay_IsNotTold()
    {
        await using var watch = new WaitWatch(_time, () => _told++);
        watch.On(new GroupFound(Snapshots.Now, Item, [ItemFate.Pending]));

        _time.Advance(PipelinePlanner.Silence * 5);

        Assert.Equal(0, _told);
    }

    [Fact]
    public async Task Waits_DiscoveryHasEnded_IsNotTold()
    {
        await using var watch = new WaitWatch(_time, () => _told++);
        watch.On(new DiscoveryEnded(Snapshots.Now));

        _time.Advance(PipelinePlanner.Silence * 5);

        Assert.Equal(0, _told);
    }
}
