using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>Carries out one call: its faults, its limits, the handler, and the answer on its way out.</summary>
internal sealed class RpcRunner(TelegramServer server, RpcTable table)
{
    private const uint UnknownNumber = 0x0badc0de;

    public async Task RunAsync(ClientConnection connection, ServerSession session, long messageId, TlObject query)
    {
        try
        {
            await AnswerAsync(connection, new RpcCall(server, connection.DataCentre, session, query).Unwrap(), messageId);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left before its answer; it may ask for it again over another connection.
            server.Note($"{query.Name}: answer not delivered: {exception.Message}");
        }
    }

    private async Task AnswerAsync(ClientConnection connection, RpcCall call, long messageId)
    {
        var (session, account) = (call.Session, call.Login.Account);
        server.Count(call.Method, account);
        if (call.Takeout != 0) server.Count("invokeWithTakeout", account);
        var fault = server.Faults.Take(call.Method, account?.Phone, connection.DataCentre.Id);
        if (fault.Disconnect == Disconnection.BeforeWork) connection.Close();
        if (fault.TransportError != 0) await connection.SendTransportErrorAsync(fault.TransportError);
        if (fault.TransportError != 0 || fault.Silent || fault.Disconnect == Disconnection.BeforeWork)
        {
            session.Forget(messageId);
            return;
        }
        if (fault.DelayMilliseconds > 0 && session.TakeOwedAcks() is { } acks)
            await connection.SendAsync(session.Key, session, session.Message(acks, content: false, answer: false, server.Now));
        var delay = server.Faults.LatencyMilliseconds + fault.DelayMilliseconds;
        if (delay > 0) await server.DelayAsync(delay, server.Stopping);
        if (!call.WithoutUpdates && account is not null) session.WantsUpdates = true;

        call.CutBytes = fault.CutBytes;
        if (fault.AccountBytesPerSecond > 0 && account is not null) account.BytesPerSecond = fault.AccountBytesPerSecond;
        if (fault.ExpireReferences) server.World.ExpireReferences();
        var result = Compress(call, fault, Execute(call, fault));
        var body = new TlObject("rpc_result") { ["req_msg_id"] = messageId, ["result"] = result };
        var answer = session.Message(body, content: true, answer: true, server.Now);
        session.Keep(messageId, answer);
        // The client may have come back over another connection while this took its time.
        var current = session.Connection ?? connection;
        if (fault.Disconnect == Disconnection.BeforeAnswer) current.Close();
        else if (fault.Reorder) await current.SendLaterAsync(session.Key, session, answer);
        else await SendAsync(current, session, Pack(session, messageId, fault, answer), fault.Lie);
        if (fault.RotateSalts) session.Key.Salts.Rotate();
    }

    private static async Task SendAsync(ClientConnection connection, ServerSession session, OutgoingMessage answer, ServerLie lie)
    {
        await connection.SendAsync(session.Key, session, answer, lie);
        if (lie == ServerLie.RepeatedMessage) await connection.SendAsync(session.Key, session, answer);
        await connection.SendHeldAsync(session.Key, session);
    }

    private object Execute(RpcCall call, Fault fault)
    {
        try
        {
            if (fault.Error is not null) throw new RpcException(fault.ErrorCode, fault.Error);
            if (call.Login.Account is { } account && server.Faults.Flood(call.Method, account.Phone, account.Premium) is { } flood) throw new RpcException(420, flood);
            return table.Find(call)(call);
        }
        catch (RpcException refusal)
        {
            return new TlObject("rpc_error") { ["error_code"] = refusal.Code, ["error_message"] = refusal.Message };
        }
    }

    private object Compress(RpcCall call, Fault fault, object result)
    {
        if (fault.Lie == ServerLie.UnknownConstructor) return UnknownNumber;
        // The service never compresses refusals, and official clients do not expect it.
        if (result is TlObject { Name: "rpc_error" }) return result;
        if (!fault.Gzip && (!server.Faults.GzipAnswers || call.Method.StartsWith("upload.", StringComparison.Ordinal))) return result;
        using var plain = TlWriter.ToBuffer(result);
        return new TlObject("gzip_packed") { ["packed_data"] = Compression.Pack(plain.Span) };
    }

    private OutgoingMessage Pack(ServerSession session, long messageId, Fault fault, OutgoingMessage answer)
    {
        if (!fault.Container) return answer;
        var acks = session.Message(new TlObject("msgs_ack") { ["msg_ids"] = new[] { messageId } }, content: false, answer: false, server.Now);
        return session.Message(new[] { answer, acks }, content: false, answer: false, server.Now);
    }
}
