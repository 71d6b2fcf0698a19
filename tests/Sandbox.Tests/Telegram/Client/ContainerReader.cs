using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Sandbox.Tests.Telegram.Client;

/// <summary>Reads a message, and a container as a list of objects with msg_id, seqno and body.</summary>
internal static class ContainerReader
{
    public static TlObject Read(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        if (reader.Id() != TlSchema.Current.Find("msg_container").Id) return TlReader.Object(body);
        var inner = new List<object>();
        for (var count = reader.Int(); count > 0; count--)
        {
            var (id, seqNo, length) = (reader.Long(), reader.Int(), reader.Int());
            inner.Add(new TlObject("message") { ["msg_id"] = id, ["seqno"] = seqNo, ["body"] = TlReader.Object(reader.Take(length)) });
        }
        return new TlObject("msg_container") { ["messages"] = inner };
    }

    public static byte[] Write(params (long Id, int SeqNo, TlObject Body)[] messages)
    {
        using var buffer = new PooledBuffer();
        var writer = new TlWriter(buffer, TlSchema.Current);
        writer.Id(TlSchema.Current.Find("msg_container").Id);
        writer.Int(messages.Length);
        foreach (var (id, seqNo, message) in messages)
        {
            var body = TlWriter.ToArray(message);
            writer.Long(id);
            writer.Int(seqNo);
            writer.Int(body.Length);
            body.CopyTo(buffer.Take(body.Length));
        }
        return buffer.Span.ToArray();
    }
}
