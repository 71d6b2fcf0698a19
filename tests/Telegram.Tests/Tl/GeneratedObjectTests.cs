using System.Reflection;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Tests.Tl;

public class GeneratedObjectTests
{
    private delegate TlObject ReadBody(ref TlReader reader);

    private static readonly (Type Type, SchemaLine Line)[] Typed =
        [.. from type in typeof(TlObject).Assembly.GetTypes()
            where type.IsSealed && type.IsSubclassOf(typeof(TlObject))
            let id = (uint)type.GetField("Id_")!.GetRawConstantValue()!
            select (type, SchemaLines.Api.Concat(SchemaLines.Protocol).Single(l => !l.IsMethod && l.Id == id))];

    private static TlObject Read(Type type, byte[] data, out int left)
    {
        var read = type.GetMethod("ReadBody", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<ReadBody>();
        var reader = new TlReader(data.AsSpan(4));
        var value = read(ref reader);
        left = reader.Left;
        return value;
    }

    [Theory]
    [InlineData(0.0), InlineData(0.5), InlineData(1.0)]
    public void ReadBody_EveryTypedConstructor_EndsExactlyAtItsEnd(double flagChance)
    {
        Assert.True(Typed.Length > 150);
        foreach (var (type, line) in Typed)
            for (var seed = 0; seed < 5; seed++)
            {
                Read(type, new RandomObjects(seed).Of(line, flagChance), out var left);
                Assert.True(left == 0, $"{line.Name} left {left} bytes (seed {seed})");
            }
    }

    [Fact]
    public void Write_EveryTypedConstructorThatIsSent_GivesTheBytesThatWereRead()
    {
        var written = Typed.Where(t => t.Type.GetMethod("Write", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null).ToArray();
        Assert.True(written.Length > 25);
        foreach (var (type, line) in written.Where(t => IsPlain(t.Line)))
        {
            var data = new RandomObjects(3).Of(line);
            var writer = new TlWriter();
            Read(type, data, out _).Write(writer);
            Assert.True(writer.Written.SequenceEqual(data), line.Name);
        }
    }

    [Fact]
    public void Read_ConstructorWithoutAClass_KeepsItsNumberAndReadsOn()
    {
        var game = SchemaLines.Api.Single(l => l.Name == "messageMediaGame");
        var data = new RandomObjects(5).Of(game).Concat(new byte[] { 42, 0, 0, 0 }).ToArray();
        var reader = new TlReader(data);

        var media = AnyMessageMedia.Read(ref reader);

        Assert.Equal("messageMediaGame", media.SchemaName);
        Assert.Equal(typeof(AnyMessageMedia), media.GetType());
        Assert.Equal(42, reader.ReadInt32());
    }

    [Fact]
    public void Read_ValuesOfAMessage_AreTheOnesWritten()
    {
        var writer = new TlWriter();
        writer.WriteUInt32(Message.Id_);
        writer.WriteUInt32(1u << 10 | 1u << 14 | 1u << 17 | 1u << 26); // views+forwards, post, grouped_id, noforwards
        writer.WriteUInt32(0);
        writer.WriteInt32(77);
        new PeerChannelBytes(1234).Write(writer);
        writer.WriteInt32(1_700_000_000);
        writer.WriteString("caption ✓");
        writer.WriteInt32(5);
        writer.WriteInt32(6);
        writer.WriteInt64(99);
        var reader = new TlReader(writer.Written);

        var message = Assert.IsType<Message>(AnyMessage.Read(ref reader));

        Assert.Equal((77, "caption ✓", 5, 6, 99L), (message.Id, message.MessageValue, message.Views, message.Forwards, message.GroupedId));
        Assert.Equal(1234, Assert.IsType<PeerChannel>(message.PeerId).ChannelId);
        Assert.True(message.Post && message.Noforwards && !message.Pinned);
        Assert.Null(message.Media);
        Assert.Equal(0, reader.Left);
    }

    // Optional fields that have no class are left out when written again; those lines cannot give the same bytes.
    private static bool IsPlain(SchemaLine line)
        => line.Fields.All(f => f.Type is "#" or "true" or "int" or "long" or "double" or "string" or "bytes" or "int128" or "int256" or "Bool");

    private readonly record struct PeerChannelBytes(long Id)
    {
        public void Write(TlWriter w)
        {
            w.WriteUInt32(PeerChannel.Id_);
            w.WriteInt64(Id);
        }
    }
}
