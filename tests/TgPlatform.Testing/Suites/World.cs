using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Groups and lanes as they might be, the same for the same seed.</summary>
internal sealed record World(IReadOnlyList<ItemGroup> Groups, IReadOnlyList<LaneState> Lanes)
{
#pragma warning disable CA5394 // repeatable, not secret
    public static World Make(int seed, bool lone)
    {
        var random = new Random(seed);
        var groups = Enumerable.Range(0, random.Next(1, 400)).Select(index => Group(random, index, lone)).ToList();
        var lanes = Enumerable.Range(0, random.Next(1, 17)).Select(index => Lane(random, index)).ToList();
        return new(groups.AsReadOnly(), lanes.AsReadOnly());
    }

    /// <summary>The lane of each group, -1 where there is none.</summary>
    public int[] Assign(IStrategy strategy)
    {
        var assignment = new Assignment(Groups, Lanes, group => group.Items.Sum(item => item.Size ?? 1_000_000));
        strategy.Assign(assignment);
        return [.. Enumerable.Range(0, Groups.Count).Select(group => assignment.LaneOf(group) ?? -1)];
    }

    private static ItemGroup Group(Random random, int index, bool lone)
    {
        var members = lone ? 1 : random.Next(10) switch { 0 => random.Next(2, 11), _ => 1 };
        return Some.Group($"{index}", [.. Enumerable.Range(0, members).Select(_ => Size(random))]);
    }

    private static long? Size(Random random) => random.Next(8) switch
    {
        0 => null,
        1 => 0,
        2 => random.NextInt64(4_000_000_000),
        _ => random.NextInt64(5_000_000),
    };

    private static LaneState Lane(Random random, int index) => new(
        $"lane-{index}",
        random.Next(5) == 0 ? new(true, new ManualTimeProvider().GetUtcNow() + TimeSpan.FromSeconds(random.Next(-60, 600)), "asked to wait") : LaneCondition.Ready,
        random.Next(100),
        random.NextInt64(1_000_000_000),
        random.Next(3) == 0 ? 0 : random.NextDouble() * 50_000_000);
#pragma warning restore CA5394
}
