using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Transport;
using TgPlatform.Plugins.Telegram.Transport.FakeTls;

namespace TgPlatform.Plugins.Telegram.Tests.Transport.FakeTls;

public class TlsRecordsTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(64), InlineData(4096), InlineData(100_000)]
    public void Unwrap_CutAtAnyPlace_GivesTheStream(int piece)
    {
        var content = RandomNumberGenerator.GetBytes(40_000);
        var wire = new List<byte>();
        var rest = content.AsSpan();
        foreach (var size in (int[])[1, 2, 0, 16_384, 3, 4_000, 16_640, 2_970])
        {
            wire.AddRange([23, 3, 3, (byte)(size >> 8), (byte)size, .. rest[..size]]);
            rest = rest[size..];
        }
        var records = new TlsRecords();
        var got = new List<byte>();

        foreach (var received in wire.Chunk(piece)) got.AddRange(received.AsSpan(0, records.Unwrap(received)));

        Assert.True(rest.IsEmpty);
        Assert.Equal(content, got);
    }

    [Theory]
    [InlineData(21, 2), InlineData(20, 1), InlineData(72, 100), InlineData(23, 16_641)]
    public void Unwrap_SomethingElseThanData_EndsTheConnection(byte kind, int length)
        => Assert.Throws<ConnectionLostException>(() => new TlsRecords().Unwrap([kind, 3, 3, (byte)(length >> 8), (byte)length]));

    [Fact]
    public void Unwrap_ManyRecords_AllocatesNothing()
    {
        byte[] record = [23, 3, 3, 0, 3, 1, 2, 3], received = [.. Enumerable.Repeat(record, 1_000).SelectMany(one => one)];
        var records = new TlsRecords();
        records.Unwrap([.. received]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var kept = records.Unwrap(received);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3_000, kept);
    }
}
