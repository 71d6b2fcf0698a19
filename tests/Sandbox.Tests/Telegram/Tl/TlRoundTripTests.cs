using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Sandbox.Tests.Telegram.Tl;

public class TlRoundTripTests
{
    [Fact]
    public void Schema_EveryConstructorWrittenWithDefaults_IsReadBackWhole()
    {
        var schema = TlSchema.Current;
        foreach (var name in new[] { "message", "messageService", "channel", "user", "document", "photo", "config", "channelFull", "updates.difference", "poll" })
        {
            var written = TlWriter.ToArray(new TlObject(name) { ["action"] = name == "messageService" ? new TlObject("messageActionPinMessage") : null });
            var reader = new TlReader(written);

            var read = Assert.IsType<TlObject>(reader.Any());

            Assert.Equal(name, read.Name);
            Assert.Equal(0, reader.Remaining);
            Assert.Equal(schema.Find(name).Id, BitConverter.ToUInt32(written));
        }
    }

    [Fact]
    public void Write_OneOfTwoFieldsThatShareABit_WritesBoth()
    {
        // views and forwards share flags.10 of a message.
        var read = TlReader.Object(TlWriter.ToArray(new TlObject("message") { ["views"] = 7, ["peer_id"] = new TlObject("peerChannel") { ["channel_id"] = 5L } }));

        Assert.Equal(7, read.Int("views"));
        Assert.True(read.Has("forwards"));
        Assert.False(read.Has("edit_date"));
    }

    [Fact]
    public void Write_FieldTheConstructorDoesNotHave_IsRefused() =>
        Assert.Throws<TlFormatException>(() => TlWriter.ToArray(new TlObject("peerUser") { ["channel_id"] = 5L }));

    [Fact]
    public void Write_ObjectOfAnotherType_IsRefused() =>
        Assert.Throws<TlFormatException>(() => TlWriter.ToArray(new TlObject("messageReplies") { ["recent_repliers"] = new[] { new TlObject("photoEmpty") } }));

    [Theory]
    [InlineData(0)]
    [InlineData(253)]
    [InlineData(254)]
    [InlineData(70_000)]
    public void Bytes_OfEveryPrefixForm_AreReadBack(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(index => (byte)index).ToArray();

        var read = TlReader.Object(TlWriter.ToArray(new TlObject("upload.cdnFile") { ["bytes"] = bytes }));

        Assert.Equal(bytes, read.Bytes("bytes"));
    }

    [Fact]
    public void Read_TruncatedOrUnknown_IsAFormatError()
    {
        Assert.Throws<TlFormatException>(() => TlReader.Object([1, 2, 3, 4]));
        Assert.Throws<TlFormatException>(() => TlReader.Object(TlWriter.ToArray(new TlObject("pong")).AsSpan(0, 19)));
    }
}
