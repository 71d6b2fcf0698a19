namespace TgPlatform.Contracts.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("512mib", 512L << 20)]
    [InlineData(" 1.5 GB ", 1_500_000_000)]
    [InlineData("64KiB", 65536)]
    [InlineData("10B", 10)]
    public void Parse_AsPeopleWriteIt_GivesBytes(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text).Bytes);

    [Theory]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("-1")]
    [InlineData("1 PiB")]
    [InlineData("99999999999TiB")]
    [InlineData("1,5GB")]
    public void Parse_NotASize_IsRefusedWithAdvice(string text) =>
        Assert.Contains("64KiB", Assert.Throws<FormatException>(() => ByteSize.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1500, "1500B")]
    [InlineData(1 << 20, "1MiB")]
    [InlineData(3L << 40, "3TiB")]
    public void ToString_ReadsBackTheSame(long bytes, string text)
    {
        Assert.Equal(text, new ByteSize(bytes).ToString());
        Assert.Equal(bytes, ByteSize.Parse(text).Bytes);
    }
}
