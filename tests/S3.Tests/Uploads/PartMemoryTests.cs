using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Uploads;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Uploads;

public sealed class PartMemoryTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(64, 1_000, 64)]
    [InlineData(64, 24, 24)]
    [InlineData(64, 2, 5)]
    [InlineData(8, 24, 8)]
    public void PartBytes_LargerThanAllThereIs_AreSmaller(int wanted, int limit, int expected)
        => Assert.Equal(expected * MiB, new PartMemory(new Limited(limit * MiB), wanted * MiB).PartBytes);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(65_536, 65_536)]
    [InlineData(70_000, 131_072)]
    [InlineData(3 * MiB, 3 * MiB)]
    [InlineData(100 * MiB, 8 * MiB)]
    [InlineData(-1, 8 * MiB)]
    public void LeastBytes_OfATarget_AreAPartOrTheWholeObject(long length, long expected)
        => Assert.Equal(expected, new PartMemory(new Limited(64 * MiB), 8 * MiB).LeastBytes(Some.Target(length: length < 0 ? null : length)));

    [Fact]
    public void LeastBytes_OfAnUploadThatGoesOn_AreThoseOfItsOwnParts()
    {
        var token = new UploadToken(1, new(16 * MiB, false), 3, UploadToken.NoSum, UploadMark.OfUpload("1"), "id");
        var target = Some.Target(length: 100 * MiB, earlier: new(48 * MiB, token.ToString()));

        Assert.Equal(16 * MiB, new PartMemory(new Limited(64 * MiB), 8 * MiB).LeastBytes(target));
    }

    private sealed class Limited(long limit) : IContentMemory
    {
        public long Limit => limit;

        public bool TryTake(long bytes) => true;

        public void GiveBack(long bytes) => Assert.True(bytes >= 0);
    }
}
