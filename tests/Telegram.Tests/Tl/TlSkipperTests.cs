using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Tests.Tl;

public class TlSkipperTests
{
    private static readonly string[] TypeNames = TlTable.TypeNames.Split('\n');

    private static IEnumerable<SchemaLine> Skippable => SchemaLines.Api.Concat(SchemaLines.Protocol)
        .Where(l => !l.IsMethod && l.Name is not ("vector" or "msg_copy" or "msg_container") && !l.Fields.Any(f => f.Type is "Object"));

    private static int Skip(SchemaLine line, byte[] data)
    {
        var reader = new TlReader(data);
        reader.Skip(Array.IndexOf(TypeNames, line.Result));
        return reader.Left;
    }

    private static bool EndsAtItsEnd(SchemaLine line, byte[] data)
    {
        try
        {
            return Skip(line, data) == 0;
        }
        catch (TlException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData(0.0), InlineData(0.5), InlineData(1.0)]
    public void Skip_AnyConstructor_EndsExactlyAtItsEnd(double flagChance)
    {
        var wrong = Skippable.Where(line => !EndsAtItsEnd(line, new RandomObjects((int)line.Id).Of(line, flagChance))).Select(l => l.Name);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Skip_CutAnywhere_IsATypedError()
    {
        var line = Skippable.Single(l => l.Name == "webPage");
        var whole = new RandomObjects(7).Of(line, 1.0);

        for (var length = 0; length < whole.Length; length += 4)
            Assert.Throws<TlException>(() => Skip(line, whole[..length]));
    }

    [Fact]
    public void Skip_UnknownConstructor_NamesItAndTheType()
    {
        var error = Assert.Throws<TlException>(() => Skip(Skippable.Single(l => l.Name == "peerUser"), [1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0]));

        Assert.Equal(0x04030201u, error.ConstructorId);
        Assert.Contains("Peer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Skip_ConstructorOfAnotherType_IsATypedError()
    {
        var message = new RandomObjects(1).Of(Skippable.Single(l => l.Name == "messageEmpty"));

        Assert.Throws<TlException>(() => Skip(Skippable.Single(l => l.Name == "peerUser"), message));
    }

    [Fact]
    public void Skip_NestedWithoutEnd_IsATypedErrorAndNotAStackOverflow()
    {
        // jsonArray of one jsonArray of one …
        var writer = new TlWriter();
        for (var i = 0; i < 100_000; i++)
        {
            writer.WriteUInt32(0xf7444763);
            writer.WriteVector(1);
        }
        Assert.Throws<TlException>(() => Skip(Skippable.Single(l => l.Name == "jsonArray"), writer.Written.ToArray()));
    }
}
