using TgPlatform.Plugins.Telegram.Source.Discovery;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Discovery;

public class PostMemoryTests
{
    [Fact]
    public void Keep_MoreThanItsCapacityInOnePage_ForgetsNothingThePageNeeds()
    {
        var memory = new PostMemory(capacity: 3);
        memory.Keep(1, new ParentPost(1, "old"));
        memory.Turn();

        Assert.True(memory.Holds(1));
        for (var copy = 2; copy <= 10; copy++) memory.Keep(copy, new ParentPost(copy, ""));

        Assert.All(Enumerable.Range(1, 10), copy => Assert.Equal(copy, memory.Of(copy)?.Id));
    }

    [Fact]
    public void Turn_APageAfter_StillKnowsWhatTheLastPageNeeded()
    {
        var memory = new PostMemory(capacity: 3);
        for (var copy = 1; copy <= 4; copy++) memory.Keep(copy, new ParentPost(copy, ""));
        memory.Turn();
        Assert.True(memory.Holds(1));
        for (var copy = 5; copy <= 8; copy++) memory.Keep(copy, null);

        memory.Turn();

        Assert.Equal(1, memory.Of(1)?.Id);
        Assert.True(memory.Holds(8));
        Assert.False(memory.Holds(2));
        Assert.Null(memory.Of(2));
    }
}
