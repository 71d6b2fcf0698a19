using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Names: taken, hostile, foreseen.</summary>
public abstract partial class SinkContract
{
    [Fact]
    public async Task Begin_NameTakenByAnEarlierRun_ObeysThePolicy()
    {
        var (first, second) = (Bytes, Some.Bytes(1_000, seed: 2));
        Receipt before;
        await using (var earlier = await StartAsync())
            before = await StoreAsync(earlier, "name.bin", first, "first");

        await using var sink = await StartAsync();
        switch (OnTaken)
        {
            case OnTaken.Refuses:
                var refused = await Assert.ThrowsAsync<FailureException>(() => StoreAsync(sink, "name.bin", second, "second"));
                Assert.Equal(FailureKind.Permanent, refused.Kind);
                await AssertVisibleAsync((before.Name, first));
                break;
            case OnTaken.Skips:
                Assert.Null(await sink.BeginAsync(Some.Target("name.bin", "second", second.Length), Patience.Limit));
                await AssertVisibleAsync((before.Name, first));
                break;
            case OnTaken.Replaces:
                Assert.Equal(before.Name, (await StoreAsync(sink, "name.bin", second, "second")).Name);
                await AssertVisibleAsync((before.Name, second));
                break;
            default:
                var after = await StoreAsync(sink, "name.bin", second, "second");
                await AssertVisibleAsync((before.Name, first), (after.Name, second));
                break;
        }
    }

    [Fact]
    public async Task Commit_ManyToOneNameAtOnce_NeverMixesAndNeverLosesSilently()
    {
        await using var sink = await StartAsync();
        var contents = Enumerable.Range(0, 8).Select(seed => Some.Bytes(2_000 + seed, seed)).ToArray();
        var outcomes = await Task.WhenAll(contents.Select((content, index) => Task.Run(() => TryStoreAsync(sink, content, $"{index}"))));

        var visible = await VisibleAsync();
        Assert.All(visible.Values, bytes => Assert.Contains(contents, content => content.AsSpan().SequenceEqual(bytes)));
        var receipts = outcomes.OfType<Receipt>().ToArray();
        Assert.NotEmpty(receipts);
        if (OnTaken is OnTaken.Renames)
            Assert.Equal(contents.Length, visible.Count);
        else
            Assert.Single(visible);
        if (OnTaken is OnTaken.Refuses or OnTaken.Skips)
            Assert.Single(receipts);
        Assert.Equal(receipts.Select(receipt => receipt.Name).ToHashSet(), [.. visible.Keys]);
    }

    [Fact]
    public async Task Begin_HostileName_IsRefusedOrStaysInside()
    {
        var stored = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var index = 0; index < HostileNames.All.Count; index++)
        {
            var (name, content) = (HostileNames.All[index], Some.Bytes(10, seed: index));
            await using var sink = await StartAsync();
            try
            {
                if (await sink.BeginAsync(Some.Target(name, $"{index}", content.Length), Patience.Limit) is not { } delivery)
                    continue;
                await using (delivery)
                {
                    await WriteAsync(delivery, content);
                    stored[(await delivery.CommitAsync(Some.Seal(content), Patience.Limit)).Name] = content;
                }
            }
            catch (FailureException refused)
            {
                Assert.True(refused.Kind is FailureKind.Poison or FailureKind.Permanent, $"'{name}': {refused.Kind}, {refused.Message}");
            }
        }

        AssertNothingOutside();
        Assert.All(stored.Keys, name => Assert.DoesNotContain("..", name.Split('/')));
        await AssertVisibleAsync([.. stored.Select(pair => (pair.Key, pair.Value))]);
    }

    [Fact]
    public async Task FinalName_OfAFreeName_IsTheReceiptsName()
    {
        await using var sink = await StartAsync();
        if (sink is not INaming naming)
            return;
        var stored = new List<string>();
        foreach (var name in HostileNames.All)
        {
            string foreseen;
            try
            {
                foreseen = naming.FinalName(name);
            }
            catch (FailureException refused)
            {
                Assert.Equal(FailureKind.Poison, refused.Kind);
                await Assert.ThrowsAsync<FailureException>(async () => await sink.BeginAsync(Some.Target(name), Patience.Limit));
                continue;
            }

            Assert.Equal(foreseen, naming.FinalName(name));
            Assert.DoesNotContain(foreseen.Split('/'), part => part is "" or "." or "..");
            if (stored.Exists(other => Meets(naming, other, foreseen)))
                continue;
            Assert.Equal(foreseen, (await StoreAsync(sink, name, [1], $"{stored.Count}")).Name);
            stored.Add(foreseen);
        }
    }

    // One is the other, or a folder of it.
    private static bool Meets(INaming naming, string one, string other)
    {
        var (first, second) = (naming.CollisionKey(one), naming.CollisionKey(other));
        return first == second || first.StartsWith(second + '/', StringComparison.Ordinal) || second.StartsWith(first + '/', StringComparison.Ordinal);
    }

    private static async Task<Receipt?> TryStoreAsync(ISink sink, byte[] content, string id)
    {
        try
        {
            if (await sink.BeginAsync(Some.Target("name.bin", id, content.Length), Patience.Limit) is not { } delivery)
                return null;
            await using (delivery)
            {
                await WriteAsync(delivery, content, chunk: 500);
                try
                {
                    return await delivery.CommitAsync(Some.Seal(content), Patience.Limit);
                }
                catch (FailureException)
                {
                    await delivery.AbandonAsync(Patience.Limit);
                    throw;
                }
            }
        }
        catch (FailureException)
        {
            return null;
        }
    }
}
