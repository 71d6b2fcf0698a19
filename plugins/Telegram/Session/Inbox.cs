using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>The receiving side of a connection: takes messages apart and brings each to whom it concerns.</summary>
internal sealed class Inbox(ReceivedIds received, PendingCalls pending, PendingAcks acks, ServiceMessages service, Outbox outbox, Action<ReadOnlyMemory<byte>>? onUpdate)
{
    private const uint MsgContainer = 0x73f1f8dc, RpcResult = 0xf35c6d01;

    /// <summary>Content that could not be read and concerned no call; it cost nothing but itself.</summary>
    public int Unreadable { get; private set; }

    /// <summary>How many calls were answered.</summary>
    public int Answers { get; private set; }

    public void Accept(OpenedMessage message)
    {
        // Duplicates are what a service sends that missed our acknowledgement: acknowledge again, do nothing else.
        var isNew = received.IsNew(message.MessageId);
        if (isNew) received.CheckAge(message.MessageId);
        Acknowledge(message.MessageId, message.SequenceNumber);
        if (isNew) Open(message.MessageId, message.Body, mayContain: true);
    }

    private void Open(long id, ReadOnlyMemory<byte> body, bool mayContain)
    {
        try
        {
            var reader = new TlReader(body.Span);
            switch (reader.PeekId())
            {
                case MsgContainer when mayContain: OpenContainer(body); break;
                case RpcResult: Answer(body.Span); break;
                case TlGzip.PackedId: Open(id, Unpack(ref reader), mayContain); break;
                case var kind when ServiceMessages.Handles(kind): service.Handle(id, ref reader); break;
                default: onUpdate?.Invoke(body); break;
            }
        }
        catch (TlException)
        {
            Unreadable++;
        }
    }

    private void OpenContainer(ReadOnlyMemory<byte> body)
    {
        var reader = new TlReader(body.Span);
        reader.ReadId();
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var id = reader.ReadInt64();
            var sequence = reader.ReadInt32();
            var length = reader.ReadInt32();
            var start = reader.Position;
            reader.Take(length);
            var isNew = received.IsNew(id);
            Acknowledge(id, sequence);
            if (isNew) Open(id, body.Slice(start, length), mayContain: false);
        }
    }

    private void Answer(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        reader.ReadId();
        if (pending.Take(reader.ReadInt64()) is not { } call) return; // answered before, or nobody waits any more
        Answers++;
        try
        {
            if (reader.PeekId() == TlGzip.PackedId) reader = new TlReader(Unpack(ref reader));
            if (reader.PeekId() == RpcError.Id_)
            {
                var error = RpcError.Read(ref reader);
                outbox.IsIntroduced = error.ErrorMessage != "CONNECTION_NOT_INITED";
                call.Fail(Rpc.RpcException.From(error.ErrorCode, error.ErrorMessage));
                return;
            }
            outbox.IsIntroduced = true;
            call.Complete(ref reader);
        }
        catch (TlException error)
        {
            call.Fail(error);
        }
    }

    private void Acknowledge(long id, int sequence)
    {
        if ((sequence & 1) != 0 && acks.Add(id)) outbox.Post(null);
    }

    private static byte[] Unpack(ref TlReader reader)
    {
        reader.ReadId();
        return TlGzip.Unpack(reader.ReadSpan());
    }
}
