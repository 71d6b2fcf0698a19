using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Files;

public class TransferWidthTests
{
    private const int Part = PartRange.Largest;

    private readonly ManualTime _time = new();

    /// <summary>Keeps more parts asked for than fit, each window of them taking as long as told, and gives the widths seen.</summary>
    private async Task<List<int>> RunAsync(TransferWidth width, int windows, Func<int, TimeSpan> windowTime)
    {
        var seen = new List<int>();
        var asked = new Queue<Task>();
        for (var window = 0; window < windows; window++)
        {
            var count = width.Width / Part;
            while (asked.Count < count + 20) asked.Enqueue(width.EnterAsync(Part, default).AsTask());
            _time.Advance(windowTime(width.Width));
            for (var i = 0; i < count; i++)
            {
                await asked.Dequeue();
                width.Leave(Part, Part, TimeSpan.FromSeconds(1));
            }
            seen.Add(width.Width);
        }
        return seen;
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(5)]
    public async Task Measure_FewerConnectionsAllowed_NeverGoesBeyondThem(int connections)
    {
        var width = new TransferWidth(_time, connections);

        await RunAsync(width, 40, bytes => TimeSpan.FromMilliseconds(50));

        Assert.Equal(connections, width.Connections);
    }

    [Fact]
    public async Task Width_WhileWiderIsFaster_GrowsToTheCeilingAndNoFurther()
    {
        var width = new TransferWidth(_time);
        Assert.Equal((4 * Part, 2), (width.Width, width.Connections));

        var seen = await RunAsync(width, 12, _ => TimeSpan.FromMilliseconds(100)); // twice the width, twice the bytes in the same time

        Assert.Equal(seen.Order(), seen);
        Assert.Equal((16 * Part, 8), (width.Width, width.Connections));
    }

    [Fact]
    public async Task Width_UntilWiderBringsNothing_Doubles()
    {
        var seen = await RunAsync(new TransferWidth(_time), 2, _ => TimeSpan.FromMilliseconds(60));

        Assert.Equal([8 * Part, 16 * Part], seen);
    }

    [Fact]
    public async Task Width_AfterAPause_GrowsByHalves()
    {
        var width = new TransferWidth(_time);
        width.Pause(TimeSpan.FromSeconds(5));

        var seen = await RunAsync(width, 2, _ => TimeSpan.FromMilliseconds(60));

        Assert.Equal([3 * Part, 9 * Part / 2], seen);
    }

    [Fact]
    public async Task Width_WhenWiderIsNotFaster_StaysForManyWindows()
    {
        var width = new TransferWidth(_time);

        var seen = await RunAsync(width, 10, bytes => TimeSpan.FromSeconds(bytes / (10.0 * Part))); // ten parts a second, whatever the width

        Assert.True(seen[^1] <= 9 * Part, $"grew to {seen[^1] / Part} parts");
        Assert.Equal(seen[3], seen[^1]);
    }

    [Fact]
    public void Pause_OfSeveralRequestsAtOnce_CountsOnceAndHalves()
    {
        var width = new TransferWidth(_time);

        Assert.True(width.Pause(TimeSpan.FromSeconds(5)));
        Assert.False(width.Pause(TimeSpan.FromSeconds(5)));

        Assert.Equal(2 * Part, width.Width);
    }

    [Fact]
    public async Task Paused_UntilThePauseIsOver_Waits()
    {
        var width = new TransferWidth(_time);
        width.Pause(TimeSpan.FromSeconds(5));
        var waiting = width.PausedAsync(default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        await waiting;
    }

    [Fact]
    public async Task Leave_AfterASlowAnswer_Halves()
    {
        var width = new TransferWidth(_time);
        await width.EnterAsync(Part, default);

        width.Leave(Part, Part, TimeSpan.FromSeconds(9));

        Assert.Equal(2 * Part, width.Width);
    }

    [Fact]
    public async Task Enter_OverTheWidth_WaitsAndACancelledWaiterTakesNothing()
    {
        var width = new TransferWidth(_time);
        for (var i = 0; i < 4; i++) await width.EnterAsync(Part, default);
        using var cancel = new CancellationTokenSource();
        var first = width.EnterAsync(Part, cancel.Token).AsTask();
        var second = width.EnterAsync(Part, default).AsTask();
        Assert.False(first.IsCompleted || second.IsCompleted);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        width.Leave(Part, 0, TimeSpan.Zero);

        await second;
    }
}
