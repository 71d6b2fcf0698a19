using System.IO.Compression;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Tests.Tl;

public class TlReaderTests
{
    [Theory]
    [InlineData(0, 4), InlineData(3, 4), InlineData(4, 8), InlineData(253, 256), InlineData(254, 260), InlineData(255, 260), InlineData(70_000, 70_004)]
    public void WriteBytes_AnyLength_IsPaddedToFourAndReadsBack(int length, int expected)
    {
        var value = new byte[length];
        Random.Shared.NextBytes(value);
        var writer = new TlWriter(16);
        writer.WriteBytes(value);
        var reader = new TlReader(writer.Written);

        Assert.Equal(expected, writer.Length);
        Assert.Equal(value, reader.ReadBytes());
        Assert.Equal(0, reader.Left);
    }

    [Fact]
    public void ReadVector_CountBeyondTheData_IsRefusedBeforeAnythingIsAllocated()
    {
        var writer = new TlWriter();
        writer.WriteVector(int.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<TlException>(() =>
        {
            var reader = new TlReader(writer.Written);
            return reader.ReadVector(static (ref TlReader r) => r.ReadInt64());
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void ReadBool_NeitherTrueNorFalse_IsATypedError()
        => Assert.Throws<TlException>(() => new TlReader([1, 0, 0, 0]).ReadBool());

    [Fact]
    public void Unpack_GzipAndZlib_BothOpen()
    {
        byte[] plain = [1, 2, 3, 4, 5, 6, 7, 8];

        Assert.Equal(plain, TlGzip.Unpack(Pack(plain, s => new GZipStream(s, CompressionMode.Compress))));
        Assert.Equal(plain, TlGzip.Unpack(Pack(plain, s => new ZLibStream(s, CompressionMode.Compress))));
    }

    [Fact]
    public void Unpack_ABomb_IsRefused()
        => Assert.Throws<TlException>(() => TlGzip.Unpack(Pack(new byte[40 << 20], s => new GZipStream(s, CompressionMode.Compress))));

    [Fact]
    public void Unpack_Rubbish_IsATypedError()
        => Assert.Throws<TlException>(() => TlGzip.Unpack([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));

    private static byte[] Pack(byte[] plain, Func<Stream, Stream> compress)
    {
        var output = new MemoryStream();
        using (var stream = compress(output)) stream.Write(plain);
        return output.ToArray();
    }
}
