using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class DelayQueueTests
{
    [Fact]
    public void Add_SeveralTimes_HandsOverInOrderWhenDue()
    {
        var time = new ManualTimeProvider();
        var handed = new List<int>();
        using var queue = new DelayQueue<int>(time, handed.Add);
        queue.Add(30, TimeSpan.FromSeconds(30));
        queue.Add(10, TimeSpan.FromSeconds(10));
        queue.Add(20, TimeSpan.FromSeconds(20));

        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(handed);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal([10, 20], handed);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([10, 20, 30], handed);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Add_AlreadyDue_IsHandedOverAtTheNextTick()
    {
        var time = new ManualTimeProvider();
        var handed = new List<int>();
        using var queue = new DelayQueue<int>(time, handed.Add);

        queue.Add(1, -TimeSpan.FromDays(1));
        time.Advance(TimeSpan.Zero);

        Assert.Equal([1], handed);
    }
}
