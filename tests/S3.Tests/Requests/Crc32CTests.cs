using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Requests;

public sealed class Crc32CTests
{
    // The check value of CRC-32/ISCSI.
    [Fact]
    public void Append_TheUsualNineDigits_GivesTheKnownSum() => Assert.Equal(0xE3069283, ~Crc32C.Append(uint.MaxValue, "123456789"u8));

    [Fact]
    public void Append_InPieces_GivesTheSumOfTheWhole()
    {
        var bytes = Some.Bytes(1001);

        Assert.Equal(Crc32C.Append(uint.MaxValue, bytes), Crc32C.Append(Crc32C.Append(uint.MaxValue, bytes.AsSpan(0, 333)), bytes.AsSpan(333)));
    }
}
