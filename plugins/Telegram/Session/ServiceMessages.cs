using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>What the service says about the conversation itself (core.telegram.org/mtproto/service_messages and …_about_messages).</summary>
internal sealed class ServiceMessages(ServiceClock clock, MessageIds ids, ServerSalts salts, PendingCalls pending, ReceivedIds received, Outbox outbox)
{
    private const uint MsgsAllInfo = 0x8cc0d131, DestroySessionOk = 0xe22045fc, DestroySessionNone = 0x62d350c9;
    private const uint AnswerUnknown = 0x5e2ad36e, AnswerRunning = 0xcd78e586, AnswerDropped = 0xa43ad8b7;

    /// <summary>The last ping that was answered.</summary>
    public long LastPong { get; private set; }

    /// <summary>The service began a session anew: updates may have been missed.</summary>
    public Action? SessionCreated { get; set; }

    public static bool Handles(uint id) => id is Pong.Id_ or NewSessionCreated.Id_ or BadMsgNotification.Id_ or BadServerSalt.Id_ or FutureSalts.Id_ or MsgsAck.Id_
        or MsgDetailedInfo.Id_ or MsgNewDetailedInfo.Id_ or MsgsStateReq.Id_ or MsgsStateInfo.Id_ or MsgResendReq.Id_ or MsgsAllInfo or DestroySessionOk or DestroySessionNone or AnswerUnknown or AnswerRunning or AnswerDropped;

    public void Handle(long messageId, ref TlReader r)
    {
        switch (r.ReadId())
        {
            case Pong.Id_: LastPong = Pong.ReadBody(ref r).PingId; break;
            case FutureSalts.Id_: salts.Announce(FutureSalts.ReadBody(ref r).Salts); break;
            case NewSessionCreated.Id_: OnNewSession(NewSessionCreated.ReadBody(ref r)); break;
            case BadServerSalt.Id_: OnBadSalt(BadServerSalt.ReadBody(ref r)); break;
            case BadMsgNotification.Id_: OnBadMessage(messageId, BadMsgNotification.ReadBody(ref r)); break;
            case MsgDetailedInfo.Id_: AskFor(MsgDetailedInfo.ReadBody(ref r).AnswerMsgId); break;
            case MsgNewDetailedInfo.Id_: AskFor(MsgNewDetailedInfo.ReadBody(ref r).AnswerMsgId); break;
            case MsgsStateReq.Id_: TellState(messageId, MsgsStateReq.ReadBody(ref r).MsgIds); break;
            case MsgResendReq.Id_: foreach (var id in MsgResendReq.ReadBody(ref r).MsgIds) Resend(pending.TakeSentAs(id)); break;
        }
    }

    private void OnNewSession(NewSessionCreated session)
    {
        salts.Correct(session.ServerSalt);
        Resend(pending.TakeBefore(session.FirstMsgId));
        SessionCreated?.Invoke();
    }

    private void OnBadSalt(BadServerSalt bad)
    {
        salts.Correct(bad.NewServerSalt);
        Resend(pending.TakeSentAs(bad.BadMsgId));
    }

    private void OnBadMessage(long messageId, BadMsgNotification bad)
    {
        switch (bad.ErrorCode)
        {
            case 16 or 17: // our clock is behind or ahead; the notification carries the right time
                clock.Correct(ServiceClock.TimeOf(messageId));
                ids.Restart();
                Resend(pending.TakeSentAs(bad.BadMsgId));
                break;
            case 19 or 20:
                Resend(pending.TakeSentAs(bad.BadMsgId));
                break;
            default: // the sequence is out of step: only a new session helps, and it sends everything again
                throw new ConnectionLostException($"the service refused a message (code {bad.ErrorCode}); starting a new session");
        }
    }

    // The service waits with an answer it thinks we may have; ask for it if we do not.
    private void AskFor(long answerId)
    {
        if (!received.WasSeen(answerId)) outbox.Post(new MsgResendReq { MsgIds = [answerId] });
    }

    private void TellState(long requestId, long[] asked)
        => outbox.Post(new MsgsStateInfo { ReqMsgId = requestId, Info = [.. asked.Select(id => (byte)(received.WasSeen(id) ? 4 : 1))] });

    private void Resend(List<RpcCall> calls)
    {
        foreach (var call in calls)
            if (!outbox.Post(call)) call.Fail(new ConnectionLostException("the connection closed while a request was sent again"));
    }
}
