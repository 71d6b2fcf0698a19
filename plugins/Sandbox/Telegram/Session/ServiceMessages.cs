using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>Requests that the protocol answers itself: pings, acknowledgements, states, salts, sessions.</summary>
internal static class ServiceMessages
{
    private const byte StateReceived = 4;
    private const byte StateUnknown = 2;

    /// <summary>False when the message is a call for the API.</summary>
    public static bool Answer(MessageProcessor processor, ServerSession session, TlObject message, long messageId, List<OutgoingMessage> outgoing)
    {
        if (message.Name == "msg_resend_req")
        {
            var wanted = message.List<long>("msg_ids");
            outgoing.AddRange(session.Unacknowledged().Select(pair => pair.Answer).Where(answer => wanted.Contains(answer.Id)));
            return true;
        }
        var known = Execute(processor.Connection, session, message, messageId, out var answer);
        if (answer is not null) outgoing.Add(processor.Service(session, answer, content: answer.Name == "pong", answer: true));
        return known;
    }

    private static bool Execute(ClientConnection connection, ServerSession session, TlObject message, long messageId, out TlObject? answer)
    {
        answer = null;
        switch (message.Name)
        {
            case "msgs_ack":
                session.Acknowledged(message.List<long>("msg_ids"));
                return true;
            case "http_wait" or "msgs_all_info" or "msgs_state_info":
                return true;
            case "ping":
                answer = Pong(message, messageId);
                return true;
            case "ping_delay_disconnect":
                connection.CloseAfter(TimeSpan.FromSeconds(message.Int("disconnect_delay")));
                answer = Pong(message, messageId);
                return true;
            case "msgs_state_req":
                answer = States(session, message, messageId);
                return true;
            case "get_future_salts":
                answer = FutureSalts(connection.DataCentre.Server, session.Key, message.Int("num"), messageId);
                return true;
            case "destroy_session":
                var destroyed = session.Key.Destroy(message.Long("session_id"));
                answer = new TlObject(destroyed ? "destroy_session_ok" : "destroy_session_none") { ["session_id"] = message.Long("session_id") };
                return true;
            case "rpc_drop_answer":
                answer = Result(messageId, new TlObject("rpc_answer_unknown"));
                return true;
            case "destroy_auth_key":
                answer = new TlObject("destroy_auth_key_ok");
                connection.DataCentre.RemoveKey(session.Key);
                return true;
            default:
                return false;
        }
    }

    private static TlObject Pong(TlObject ping, long messageId) => new("pong") { ["msg_id"] = messageId, ["ping_id"] = ping.Long("ping_id") };

    private static TlObject Result(long requestId, TlObject result) => new("rpc_result") { ["req_msg_id"] = requestId, ["result"] = result };

    private static TlObject States(ServerSession session, TlObject request, long messageId) => new("msgs_state_info")
    {
        ["req_msg_id"] = messageId,
        ["info"] = request.List<long>("msg_ids").Select(id => session.HasSeen(id) ? StateReceived : StateUnknown).ToArray(),
    };

    private static TlObject FutureSalts(TelegramServer server, AuthKey key, int count, long messageId) => new("future_salts")
    {
        ["req_msg_id"] = messageId,
        ["now"] = server.UnixTime,
        ["salts"] = key.Salts.Future(Math.Clamp(count, 1, 64)).Select(salt => new TlObject("future_salt")
        {
            ["valid_since"] = (int)salt.Since.ToUnixTimeSeconds(),
            ["valid_until"] = (int)salt.Until.ToUnixTimeSeconds(),
            ["salt"] = salt.Salt,
        }).ToArray(),
    };
}
