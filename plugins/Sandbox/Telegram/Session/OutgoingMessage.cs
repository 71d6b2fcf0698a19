using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>One message of the server; sent again under the same id when it has to be sent again.</summary>
internal sealed record OutgoingMessage(long Id, int SeqNo, object Body)
{
    public void Write(TlWriter writer)
    {
        writer.Long(Id);
        writer.Int(SeqNo);
        var length = writer.Buffer.Take(4);
        var start = writer.Buffer.Length;
        if (Body is IReadOnlyList<OutgoingMessage> inner) WriteContainer(writer, inner);
        else writer.Any(Body);
        // The buffer may have grown, so the place of the length is looked up again.
        length = writer.Buffer.Span[(start - 4)..];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, writer.Buffer.Length - start);
    }

    private static void WriteContainer(TlWriter writer, IReadOnlyList<OutgoingMessage> inner)
    {
        writer.Id(TlSchema.Current.Find("msg_container").Id);
        writer.Int(inner.Count);
        foreach (var message in inner) message.Write(writer);
    }
}
