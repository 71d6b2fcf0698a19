using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class ItemCodecTests
{
    [Fact]
    public void Read_EveryTypeOfField_IsWhatWasWritten()
    {
        var item = new Item
        {
            Id = "chat/1", Name = "naïve \uD83D\uDE00 name.mp4", Kind = ItemKind.Text, Size = long.MaxValue - 1,
            Date = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromMinutes(-570)), HasContent = false, Version = "v", Lane = "main", Locator = "", RecordType = "row",
            Fields = new(
            [
                new("text", "a\0b"), new("empty", ""), new("half", "x\uD800y"), new("least", long.MinValue), new("nan", double.NaN), new("minus_zero", -0.0),
                new("yes", true), new("no", false), new("when", DateTimeOffset.MaxValue), new("list", new[] { "a", "", "\uDC00" }), new("none_listed", Array.Empty<string>()),
            ]),
        };
        var blob = ItemCodec.Write(new(), item, "album", owner: 5).ToArray();
        var (read, group) = ItemCodec.Read(blob, item.Id, item.Version, owner: 5);
        Assert.Equal("album", group);
        Assert.Equal(item with { Fields = read.Fields }, read);
        Assert.Equal(item.Fields.Select(field => (field.Key, field.Value)), read.Fields.Select(field => (field.Key, field.Value)));
        Assert.Equal(item.Date!.Value.Offset, read.Date!.Value.Offset);
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(read["minus_zero"].Number!.Value));
    }

    [Fact]
    public void Read_NothingButTheNecessary_IsWhatWasWritten()
    {
        var item = new Item { Id = "1", Name = "" };
        Assert.Equal((item, "1"), ItemCodec.Read(ItemCodec.Write(new(), item, "1", owner: 0), "1", null, owner: 0));
    }

    [Fact]
    public void Read_AnyBitFlipped_IsRefused()
    {
        var blob = ItemCodec.Write(new(), LedgerFolder.Item("1"), "1", owner: 1).ToArray();
        for (var bit = 0; bit < blob.Length * 8; bit++)
        {
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<DamagedRowException>(() => ItemCodec.Read(blob, "1", null, owner: 1));
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Read_BlobOfAnotherItem_IsRefused()
    {
        var blob = ItemCodec.Write(new(), LedgerFolder.Item("1"), "1", owner: 1).ToArray();
        Assert.Throws<DamagedRowException>(() => ItemCodec.Read(blob, "2", null, owner: 2));
    }
}
