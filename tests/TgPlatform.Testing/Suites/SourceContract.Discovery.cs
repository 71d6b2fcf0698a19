using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Finding items.</summary>
public abstract partial class SourceContract
{
    [Fact]
    public async Task Discover_Anything_FollowsTheRulesForItems()
    {
        await using var source = await StartAsync();
        var groups = await DiscoverAsync(source);
        var items = groups.SelectMany(group => group.Items).ToList();
        Assert.True(items.Count(item => item.HasContent) >= 3, "The suite needs three items with content.");
        Assert.Equal(items.Count, items.DistinctBy(item => item.Id).Count());
        Assert.Equal(groups.Count, groups.DistinctBy(group => group.Id).Count());
        Assert.All(items, item =>
        {
            Assert.InRange(item.Id.Length, 1, 1_024);
            Assert.InRange(item.Size ?? 0, 0, long.MaxValue);
            Assert.True(item.Lane is null || source.Lanes.Any(lane => lane.Name == item.Lane), $"'{item.Id}' belongs to no lane of the source: '{item.Lane}'.");
        });
    }

    [Fact]
    public async Task Lanes_OnceDiscoveryHasBegun_FollowTheRules()
    {
        await using var source = await StartAsync();
        await using (var groups = source.DiscoverAsync(null, Patience.Limit).GetAsyncEnumerator(Patience.Limit))
        {
            Assert.True(await groups.MoveNextAsync());
            Assert.NotEmpty(source.Lanes);
        }

        Assert.Equal(source.Lanes.Count, source.Lanes.DistinctBy(lane => lane.Name).Count());
        Assert.All(source.Lanes, lane => Assert.InRange(lane.MaxConcurrency, 1, 1_024));
        Assert.Same(source.Lanes, source.Lanes);
    }

    [Fact]
    public async Task Discover_ByAnotherRun_FindsTheSameInTheSameOrder()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        Assert.Equal((await DiscoverAsync(one)).Select(Describe), (await DiscoverAsync(other)).Select(Describe));
    }

    [Fact]
    public async Task Discover_FromEveryCursor_LosesNothing()
    {
        await using var first = await StartAsync();
        var groups = await DiscoverAsync(first);
        for (var index = 0; index < groups.Count; index++)
        {
            if (groups[index].Cursor is not { } cursor)
                continue;
            await using var later = await StartAsync();
            var found = (await DiscoverAsync(later, cursor)).Select(Describe).ToList();
            var expected = groups.Skip(index + 1).Select(Describe).ToHashSet();
            Assert.Equal(groups.Skip(index + 1).Select(Describe), found.Where(expected.Contains));
        }
    }

    [Fact]
    public async Task Discover_CancelledAtEveryStep_EndsAndLeavesTheSourceUsable()
    {
        await using var source = await StartAsync();
        var groups = await DiscoverAsync(source);
        for (var step = 0; step <= groups.Count; step++)
        {
            using var cancel = new CancellationTokenSource();
            var found = new List<string>();
            try
            {
                if (step == 0)
                    await cancel.CancelAsync();
                await foreach (var group in source.DiscoverAsync(null, cancel.Token))
                {
                    found.Add(group.Id);
                    if (found.Count == step)
                        await cancel.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                Assert.True(cancel.IsCancellationRequested);
            }

            Assert.Equal(groups.Take(found.Count).Select(group => group.Id), found);
        }

        Assert.Equal(groups.Select(Describe), (await DiscoverAsync(source)).Select(Describe));
    }

    // Everything but the cursor, which may hold more than the place.
    private static string Describe(ItemGroup group)
        => $"{group.Id}: {string.Join(" | ", group.Items.Select(item => $"{item with { Fields = Fields.Empty }} {string.Join(';', item.Fields)}"))}";
}
