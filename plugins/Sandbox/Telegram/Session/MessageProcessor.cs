using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>Takes opened packets apart (containers, gzip), checks ids and salts, answers what belongs to the protocol itself.</summary>
internal sealed class MessageProcessor(ClientConnection connection)
{
    private const int BadSalt = 48;
    private const int EnoughAcks = 16;
    private readonly TelegramServer _server = connection.DataCentre.Server;

    public async ValueTask ReceiveAsync(AuthKey key, Opened packet)
    {
        var (session, isNew) = key.Enter(packet.SessionId);
        var outgoing = new List<OutgoingMessage>();
        if (MessageChecks.IdError(packet.MessageId, _server.UnixTime) is var error and not 0)
        {
            await AnswerAsync(session, [Service(session, BadMessage("bad_msg_notification", packet, error))]);
            return;
        }
        if (!key.Salts.Accepts(packet.Salt))
        {
            var refusal = BadMessage("bad_server_salt", packet, BadSalt);
            refusal["new_server_salt"] = key.Salts.Current;
            // Told again on the next packet with a good salt, since this one did not count.
            if (isNew) key.Destroy(session.Id);
            await AnswerAsync(session, [Service(session, refusal)]);
            return;
        }
        if (isNew) outgoing.Add(Service(session, NewSession(key, packet.MessageId), content: true));
        outgoing.AddRange(Attach(session));
        var calls = new List<(long MessageId, TlObject Query)>();
        Dispatch(session, packet.MessageId, packet.SeqNo, packet.Body.Span, outgoing, calls);
        if (session.TakeOwedAcks(outgoing.Count > 0 ? 1 : EnoughAcks) is { } acks) outgoing.Add(Service(session, acks));
        try
        {
            // A new session is announced before anything is answered in it.
            await AnswerAsync(session, outgoing);
        }
        finally
        {
            // What has been received is carried out even if the connection is gone; the answers wait for the next one.
            foreach (var (messageId, query) in calls) Start(session, messageId, query);
        }
    }

    private void Start(ServerSession session, long messageId, TlObject query)
    {
        session.OweAck(messageId);
        _server.Run(_server.Runner.RunAsync(connection, session, messageId, query));
    }

    private IReadOnlyList<OutgoingMessage> Attach(ServerSession session)
    {
        if (ReferenceEquals(session.Connection, connection)) return [];
        session.Connection = connection;
        // What was answered over a connection that died is announced; the client asks for what it lacks (msg_resend_req).
        return [.. session.Unacknowledged().Select(pair => Service(session, Announce(pair.RequestId, pair.Answer)))];
    }

    private static TlObject Announce(long requestId, OutgoingMessage answer)
    {
        using var body = TlWriter.ToBuffer(answer.Body);
        return new TlObject("msg_detailed_info") { ["msg_id"] = requestId, ["answer_msg_id"] = answer.Id, ["bytes"] = body.Length };
    }

    private void Dispatch(ServerSession session, long messageId, int seqNo, ReadOnlySpan<byte> body,
        List<OutgoingMessage> outgoing, List<(long MessageId, TlObject Query)> calls)
    {
        var reader = new TlReader(body);
        if (reader.Id() == TlSchema.Current.Find("msg_container").Id)
        {
            if (seqNo % 2 != 0) outgoing.Add(Service(session, BadMessage("bad_msg_notification", messageId, seqNo, MessageChecks.EvenExpected)));
            for (var count = reader.Int(); count > 0; count--)
            {
                var (innerId, innerSeqNo, length) = (reader.Long(), reader.Int(), reader.Int());
                Dispatch(session, innerId, innerSeqNo, reader.Take(length), outgoing, calls);
            }
            return;
        }
        var message = TlReader.Object(body);
        if (message.Name == "gzip_packed") message = TlReader.Object(Compression.Unpack(message.Bytes("packed_data")));
        if (ServiceMessages.Answer(this, session, message, messageId, outgoing)) return;
        if (seqNo % 2 == 0)
        {
            outgoing.Add(Service(session, BadMessage("bad_msg_notification", messageId, seqNo, MessageChecks.OddExpected)));
            return;
        }
        if (!session.FirstTime(messageId, out var known))
        {
            if (known is not null) outgoing.Add(known);
            return;
        }
        calls.Add((messageId, message));
    }

    public ClientConnection Connection => connection;

    public OutgoingMessage Service(ServerSession session, TlObject body, bool content = false, bool answer = false) =>
        session.Message(body, content, answer, _server.Now);

    private async ValueTask AnswerAsync(ServerSession session, List<OutgoingMessage> outgoing)
    {
        if (outgoing.Count == 0) return;
        var message = outgoing.Count == 1 ? outgoing[0] : session.Message(outgoing, content: false, answer: false, _server.Now);
        await connection.SendAsync(session.Key, session, message);
        await connection.SendHeldAsync(session.Key, session);
    }

    private static TlObject NewSession(AuthKey key, long firstMessageId) => new("new_session_created")
    {
        ["first_msg_id"] = firstMessageId,
        ["unique_id"] = System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) + 1L,
        ["server_salt"] = key.Salts.Current,
    };

    private static TlObject BadMessage(string name, Opened packet, int code) => BadMessage(name, packet.MessageId, packet.SeqNo, code);

    private static TlObject BadMessage(string name, long messageId, int seqNo, int code) =>
        new(name) { ["bad_msg_id"] = messageId, ["bad_msg_seqno"] = seqNo, ["error_code"] = code };
}
