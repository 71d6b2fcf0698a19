using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>What every strategy promises. A plugin's test class inherits it and says how to make the strategy.</summary>
public abstract class StrategyContract
{
    /// <summary>A new strategy.</summary>
    /// <param name="context">With a clock that stands still.</param>
    protected abstract IStrategy Create(PluginContext context);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Assign_AnyWorld_GivesEveryGroup(int seed)
    {
        var strategy = Create();
        var world = World.Make(seed, strategy is ISplitsGroups);
        Assert.DoesNotContain(-1, world.Assign(strategy));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Assign_SameWorldAgain_GivesTheSame(int seed)
    {
        var strategy = Create();
        var world = World.Make(seed, strategy is ISplitsGroups);
        var first = world.Assign(strategy);
        World.Make(seed + 1, strategy is ISplitsGroups).Assign(strategy);
        Assert.Equal(first, world.Assign(strategy));
        Assert.Equal(first, World.Make(seed, strategy is ISplitsGroups).Assign(Create()));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Assign_AnyWorld_ChangesNothingElse(int seed)
    {
        var strategy = Create();
        var (world, same) = (World.Make(seed, strategy is ISplitsGroups), World.Make(seed, strategy is ISplitsGroups));
        world.Assign(strategy);
        Assert.Equal(same.Groups.Select(group => group.Id), world.Groups.Select(group => group.Id));
        Assert.Equal(same.Groups.SelectMany(group => group.Items), world.Groups.SelectMany(group => group.Items));
        Assert.Equal(same.Lanes, world.Lanes);
    }

    [Fact]
    public void Assign_NoGroups_DoesNothing() => Create().Assign(new([], [Some.LaneState()], _ => 0));

    [Fact]
    public void Assign_OneLane_GivesItEverything()
    {
        var assignment = new Assignment([.. Enumerable.Range(0, 50).Select(index => Some.Group($"{index}", index))], [Some.LaneState()], group => group.Items[0].Size ?? 0);
        Create().Assign(assignment);
        Assert.All(Enumerable.Range(0, 50), group => Assert.Equal(0, assignment.LaneOf(group)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void Assign_LoadsThatSayNothing_StillGivesEveryGroup(double load)
    {
        var assignment = new Assignment([.. Enumerable.Range(0, 20).Select(index => Some.Group($"{index}", (long?)null))], [Some.LaneState("a"), Some.LaneState("b")], _ => load);
        Create().Assign(assignment);
        Assert.All(Enumerable.Range(0, 20), group => Assert.NotNull(assignment.LaneOf(group)));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    private IStrategy Create() => Create(new PluginContext { Time = new ManualTimeProvider() });
}
