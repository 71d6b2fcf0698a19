using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Opening content.</summary>
public abstract partial class SourceContract
{
    [Fact]
    public async Task Open_AtEveryOffset_GivesTheSameBytes()
    {
        await using var source = await StartAsync();
        foreach (var item in await ItemsWithContentAsync(source))
        {
            var whole = await ReadAsync(source, item);
            string? validator;
            await using (var content = await OpenAsync(source, item))
                validator = content.Validator;
            if (validator is null)
                continue;
            foreach (var offset in Offsets(whole.Length))
            {
                await using var content = await OpenAsync(source, item, new(offset, validator));
                Assert.True(content.Offset == offset || content.Offset == 0, $"'{item.Id}' asked for at {offset} begins at {content.Offset}.");
                Assert.Equal(validator, content.Validator);
                Assert.Equal(whole.Length, content.Length ?? whole.Length);
                SameBytes.Assert(whole[(int)content.Offset..], await content.ReadToEndAsync(Patience.Limit), $"'{item.Id}' from {offset} on");
            }
        }
    }

    [Fact]
    public async Task Open_WithTheValidatorOfOtherBytes_BeginsAtTheBeginning()
    {
        await using var source = await StartAsync();
        foreach (var item in await ItemsWithContentAsync(source))
        {
            var whole = await ReadAsync(source, item);
            if (whole.Length == 0)
                continue;
            await using var content = await OpenAsync(source, item, new(1, "of-other-bytes"));
            Assert.Equal(0, content.Offset);
            SameBytes.Assert(whole, await content.ReadToEndAsync(Patience.Limit), $"'{item.Id}'");
        }
    }

    [Fact]
    public async Task Open_EmptyContent_EndsAtOnce()
    {
        await using var source = await StartAsync();
        var lengths = new List<int>();
        foreach (var item in await ItemsWithContentAsync(source))
            lengths.Add((await ReadAsync(source, item)).Length);
        Assert.Equal(OffersEmptyContent, lengths.Contains(0));
    }

    [Fact]
    public async Task Open_ByAnotherProcess_GivesTheSameBytes()
    {
        await using var first = await StartAsync();
        await using var later = await StartAsync();
        await using var begun = later.DiscoverAsync(null, Patience.Limit).GetAsyncEnumerator(Patience.Limit);
        Assert.True(await begun.MoveNextAsync());
        foreach (var item in await ItemsWithContentAsync(first))
            SameBytes.Assert(await ReadAsync(first, item), await ReadAsync(later, item), $"'{item.Id}'");
    }

    [Fact]
    public async Task Open_ManyAtOnce_GivesEachItsOwnBytes()
    {
        await using var source = await StartAsync();
        var items = await ItemsWithContentAsync(source);
        var alone = new List<byte[]>();
        foreach (var item in items)
            alone.Add(await ReadAsync(source, item));
        var together = await Task.WhenAll(Enumerable.Range(0, items.Count * 4).Select(index => Task.Run(() => ReadAsync(source, items[index % items.Count]))));
        for (var index = 0; index < together.Length; index++)
            SameBytes.Assert(alone[index % items.Count], together[index], $"'{items[index % items.Count].Id}'");
    }

    [Fact]
    public async Task Open_Cancelled_ThrowsOrGivesContent()
    {
        await using var source = await StartAsync();
        foreach (var item in await ItemsWithContentAsync(source))
        {
            try
            {
                await using var content = await source.OpenAsync(item, LaneOf(source, item), default, Patience.Cancelled);
                await content.ReadToEndAsync(Patience.Limit);
            }
            catch (OperationCanceledException)
            {
                await ReadAsync(source, item);
            }
        }
    }

    [Fact]
    public async Task Dispose_OfContentReadInPart_LeavesTheSourceUsable()
    {
        await using var source = await StartAsync();
        foreach (var item in await ItemsWithContentAsync(source))
        {
            var whole = await ReadAsync(source, item);
            await using (var content = await OpenAsync(source, item))
            {
                if (content.Stream is { } stream)
                    Assert.InRange(await stream.ReadAsync(new byte[10], Patience.Limit), Math.Min(1, whole.Length), 10);
            }

            SameBytes.Assert(whole, await ReadAsync(source, item), $"'{item.Id}'");
        }
    }

    // All of them for short content; for long content the ends, the powers of two, and their neighbours.
    private static IEnumerable<int> Offsets(int length)
        => length <= 64
            ? Enumerable.Range(0, length + 1)
            : Enumerable.Range(0, 31).SelectMany(power => new[] { (1 << power) - 1, 1 << power, (1 << power) + 1, length - (1 << power) })
                .Append(length).Where(offset => offset >= 0 && offset <= length).Distinct().Order();
}
