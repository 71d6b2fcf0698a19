using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Tests.Uploads;

public sealed class PartSizesTests
{
    private const long MiB = 1 << 20;
    private const long TiB = 1L << 40;

    [Theory]
    [InlineData(100 * MiB, 8 * MiB, 8 * MiB)]
    [InlineData(10_000 * 8 * MiB, 8 * MiB, 8 * MiB)]
    [InlineData((10_000 * 8 * MiB) + 1, 8 * MiB, 9 * MiB)]
    [InlineData(5 * TiB, 8 * MiB, 525 * MiB)]
    public void For_AKnownLength_IsAsWantedUntilTenThousandPartsDoNotSuffice(long length, long wanted, long expected)
    {
        var sizes = PartSizes.For(length, wanted);

        Assert.Equal(expected, sizes.Of(1));
        Assert.Equal(expected, sizes.Of(PartSizes.MostParts));
        Assert.True(sizes.Of(1) * PartSizes.MostParts >= length);
    }

    [Fact]
    public void For_AnUnknownLength_GrowsSoThatTheLargestObjectFits()
    {
        var sizes = PartSizes.For(null, 5 * MiB);

        Assert.Equal(5 * MiB, sizes.Of(900));
        Assert.Equal(10 * MiB, sizes.Of(901));
        Assert.Equal((900 * 5 * MiB) + (10 * MiB), sizes.StartOf(902));
        Assert.True(Enumerable.Range(1, PartSizes.MostParts).Sum(sizes.Of) >= 5 * TiB);
    }
}
