using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class SizeEstimatesTests
{
    private static readonly SizeTally[] History = [new(ItemKind.Photo, ".jpg", 4, 400_000), new(ItemKind.Photo, ".png", 1, 1_100_000), new(ItemKind.Video, ".mp4", 2, 80_000_000)];

    [Theory]
    [InlineData(ItemKind.Photo, "a.jpg", 100_000)]
    [InlineData(ItemKind.Photo, "a.PNG", 1_100_000)]
    [InlineData(ItemKind.Photo, "a.webp", 300_000)]
    [InlineData(ItemKind.Video, "a.mkv", 40_000_000)]
    [InlineData(ItemKind.Document, "a.pdf", 11_642_857)]
    public void Of_UnknownSize_IsTheMeanOfTheNearestSort(ItemKind kind, string name, long expected)
        => Assert.Equal(expected, new SizeEstimates(static () => History).Of(Unknown(kind, name)));

    [Fact]
    public void Of_KnownSizeOrNoContent_AsksNobody()
    {
        var estimates = new SizeEstimates(static () => throw new InvalidOperationException("the history was read"));

        Assert.Equal(5, estimates.Of(Unknown(ItemKind.Photo, "a.jpg") with { Size = 5 }));
        Assert.Equal(0, estimates.Of(Unknown(ItemKind.Text, "a") with { HasContent = false }));
    }

    [Fact]
    public void Learn_InAnEmptyWorld_CountsFromTheFirstOpening()
    {
        var estimates = new SizeEstimates(static () => []);
        var improved = 0;
        estimates.Improved += () => improved++;
        Assert.Equal(SizeEstimates.Unknown, estimates.Of(Unknown(ItemKind.Photo, "a.jpg")));

        for (var opened = 0; opened < 8; opened++)
            estimates.Learn(Unknown(ItemKind.Photo, "a.jpg"), 2_000);

        Assert.Equal(2_000, estimates.Of(Unknown(ItemKind.Photo, "b.jpg")));
        Assert.Equal(2_000, estimates.Of(Unknown(ItemKind.Video, "b.mp4")));
        Assert.Equal(4, improved);
    }

    private static Item Unknown(ItemKind kind, string name) => new() { Id = name, Name = name, Kind = kind };
}
