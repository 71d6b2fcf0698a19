using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>Whatever breaks, in whichever phase: in the end one whole object, and nothing else.</summary>
[NeedsGateway]
public sealed class FaultTests : SinkBench
{
    private static readonly byte[] Parts = Some.Bytes((6 * Part) + 100);
    private static readonly byte[] Whole = Some.Bytes(Part / 2);

    [Theory]
    [InlineData(Operation.Create, Fault.CutBefore)]
    [InlineData(Operation.Create, Fault.CutAfter)]
    [InlineData(Operation.Create, Fault.InternalError)]
    [InlineData(Operation.Create, Fault.SlowDown)]
    [InlineData(Operation.PutPart, Fault.CutBefore)]
    [InlineData(Operation.PutPart, Fault.CutInside)]
    [InlineData(Operation.PutPart, Fault.CutAfter)]
    [InlineData(Operation.PutPart, Fault.InternalError)]
    [InlineData(Operation.PutPart, Fault.SlowDown)]
    [InlineData(Operation.Complete, Fault.CutBefore)]
    [InlineData(Operation.Complete, Fault.CutAfter)]
    [InlineData(Operation.Complete, Fault.SlowDown)]
    [InlineData(Operation.Look, Fault.CutBefore)]
    public async Task Store_InPartsAndEverySecondRequestFails_EndsWholeWithNothingLeft(Operation phase, Fault fault)
    {
        await using (var sink = await ConnectAsync())
        {
            Front.Decide = (operation, number) => operation == phase && number % 2 == 1 ? fault : Fault.None;

            await StoreInTheEndAsync(sink, "a/name.bin", Parts, Parts.Length);
        }

        await AssertOnlyAsync("a/name.bin", Parts);
    }

    [Theory]
    [InlineData(Fault.CutBefore)]
    [InlineData(Fault.CutInside)]
    [InlineData(Fault.CutAfter)]
    [InlineData(Fault.InternalError)]
    [InlineData(Fault.SlowDown)]
    public async Task Store_AtOnceAndEverySecondRequestFails_EndsWhole(Fault fault)
    {
        await using var sink = await ConnectAsync();
        var before = Front.Count(Operation.Put);
        Front.Decide = (operation, number) => operation == Operation.Put && (number - before) % 2 == 1 ? fault : Fault.None;

        var (_, attempts) = await StoreInTheEndAsync(sink, "name.bin", Whole, null);

        Assert.Equal(1, attempts);
        await AssertOnlyAsync("name.bin", Whole);
    }

    [Fact]
    public async Task Store_PartsFailForLong_ContinuesBehindTheSafeOnes()
    {
        await using var sink = await ConnectAsync(static options => options with { ParallelParts = 1 });
        // Part 4 and all its repetitions fail, then everything works.
        Front.Decide = static (operation, number) => operation == Operation.PutPart && number is >= 4 and <= 7 ? Fault.InternalError : Fault.None;

        var (_, attempts) = await StoreInTheEndAsync(sink, "name.bin", Parts, Parts.Length);

        Assert.Equal(2, attempts);
        Assert.Equal(3 + 4 + 4, Front.Count(Operation.PutPart));
        Assert.Equal(1, Front.Count(Operation.Create));
        await AssertOnlyAsync("name.bin", Parts);
    }

    [Fact]
    public async Task Store_ServerSaysItStoredOtherBytes_RemovesThemAndTriesAgain()
    {
        await using var sink = await ConnectAsync();
        var lies = 1;
        Front.Answer = (request, response) =>
        {
            if (Operations.Of(request) == Operation.Put && Interlocked.Decrement(ref lies) == 0)
                response.Headers.ETag = $"\"{new string('0', 32)}\"";
        };
        var removed = Front.Count(Operation.Remove);

        var (_, attempts) = await StoreInTheEndAsync(sink, "name.bin", Whole, Whole.Length);

        Assert.Equal(2, attempts);
        Assert.Equal(removed + 1, Front.Count(Operation.Remove));
        await AssertOnlyAsync("name.bin", Whole);
    }

    [Fact]
    public async Task Store_ServerSaysAPartIsOfOtherBytes_SendsItAgain()
    {
        await using var sink = await ConnectAsync();
        var lies = 3;
        Front.Answer = (request, response) =>
        {
            if (Operations.Of(request) == Operation.PutPart && Interlocked.Decrement(ref lies) == 0)
                response.Headers.ETag = $"\"{new string('0', 32)}\"";
        };

        var (_, attempts) = await StoreInTheEndAsync(sink, "name.bin", Parts, Parts.Length);

        Assert.Equal(2, attempts);
        await AssertOnlyAsync("name.bin", Parts);
    }

    [Fact]
    public async Task Store_BytesAreAlteredOnTheWay_NothingIsStored()
    {
        await using var sink = await ConnectAsync();
        var flips = 0;
        Front.Inspect = (request, body) =>
        {
            if (Operations.Of(request) == Operation.Put && Interlocked.Increment(ref flips) == 1)
                body[100] ^= 1;
            return (body, 0, "");
        };

        var (_, attempts) = await StoreInTheEndAsync(sink, "name.bin", Whole, Whole.Length);

        Assert.Equal(2, attempts);
        await AssertOnlyAsync("name.bin", Whole);
    }

    private async Task AssertOnlyAsync(string name, byte[] content)
    {
        var (key, bytes) = Assert.Single(await Bucket.ReadAllAsync());
        Assert.Equal(name, key);
        Assert.True(content.AsSpan().SequenceEqual(bytes), "the bytes differ");
        Assert.Empty(await Bucket.UploadsAsync());
    }
}
