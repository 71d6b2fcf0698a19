using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Session;

/// <summary>What the service may say about the conversation, and what a liar may say instead.</summary>
public class SessionFaultTests
{
    private static async Task<(RpcCall<NearestDc> Call, FakeSession Session, FakeRequest Request)> BeginAsync(ConnectedPair pair)
    {
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        return (call, session, await session.NextAsync(HelpGetNearestDc.Id_));
    }

    private static async Task AnswerAgainAsync(FakeSession session, RpcCall<NearestDc> call, Action<FakeRequest> check)
    {
        var again = await session.NextAsync(HelpGetNearestDc.Id_);
        check(again);
        await session.ResultAsync(again, ConnectedPair.WriteAnswer);
        Assert.Equal("xx", (await call.Answer).Country);
    }

    private static void WriteBad(TlWriter w, long id, int code)
    {
        w.WriteUInt32(BadMsgNotification.Id_);
        w.WriteInt64(id);
        w.WriteInt32(1);
        w.WriteInt32(code);
    }

    [Fact]
    public async Task BadServerSalt_Always_SendsAgainWithTheRightSalt()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var (call, session, request) = await BeginAsync(pair);

        await session.SendAsync(w =>
        {
            w.WriteUInt32(BadServerSalt.Id_);
            w.WriteInt64(request.MessageId);
            w.WriteInt32(request.Sequence);
            w.WriteInt32(48);
            w.WriteInt64(4711);
        });

        await AnswerAgainAsync(session, call, again =>
        {
            Assert.Equal(4711, again.Salt);
            Assert.True(again.MessageId > request.MessageId);
        });
    }

    [Theory]
    [InlineData(17, -3000), InlineData(16, 86_400)]
    public async Task BadMessage_WrongTime_CorrectsTheClockAndSendsAgain(int code, int skewSeconds)
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var (call, session, request) = await BeginAsync(pair);
        session.Skew = TimeSpan.FromSeconds(skewSeconds);

        await session.SendAsync(w => WriteBad(w, request.MessageId, code));

        await AnswerAgainAsync(session, call, again =>
            Assert.InRange((ServiceClock.TimeOf(again.MessageId) - DateTimeOffset.UtcNow).TotalSeconds, skewSeconds - 60, skewSeconds + 60));
    }

    [Fact]
    public async Task BadMessage_SequenceOutOfStep_EndsTheConnectionAndGivesTheCallBack()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var (call, session, request) = await BeginAsync(pair);

        await session.SendAsync(w => WriteBad(w, request.MessageId, 32));

        Assert.IsType<ConnectionLostException>(await pair.Client.Ended);
        Assert.Same(call, Assert.Single(await pair.Client.CloseAsync()));
    }

    [Fact]
    public async Task BadMessage_ForAContainer_SendsEveryCallInItAgain()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var (first, session, request) = await BeginAsync(pair);
        await session.ResultAsync(request, ConnectedPair.WriteAnswer);
        await first.Answer;
        // The acknowledgement of the first answer makes this a container.
        var second = pair.Ask();
        var inside = await session.NextAsync(HelpGetNearestDc.Id_);
        Assert.NotEqual(0, inside.ContainerId);

        await session.SendAsync(w => WriteBad(w, inside.ContainerId, 20));

        await AnswerAgainAsync(session, second, again => Assert.NotEqual(inside.MessageId, again.MessageId));
    }

    [Fact]
    public async Task NewSession_AfterTheCall_SendsItAgainAndTellsOfAGap()
    {
        var gaps = 0;
        await using var pair = await ConnectedPair.CreateAsync(onNewSession: () => gaps++);
        var (call, session, request) = await BeginAsync(pair);

        await session.SendAsync(w =>
        {
            w.WriteUInt32(NewSessionCreated.Id_);
            w.WriteInt64(request.MessageId + 4);
            w.WriteInt64(1);
            w.WriteInt64(99);
        });

        await AnswerAgainAsync(session, call, again => Assert.Equal(99, again.Salt));
        Assert.Equal(1, gaps);
    }

    [Fact]
    public async Task DetailedInfo_ForAnAnswerThatNeverCame_AsksForIt()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var (_, session, request) = await BeginAsync(pair);
        var answer = session.NewId();

        await session.SendAsync(w =>
        {
            w.WriteUInt32(MsgDetailedInfo.Id_);
            w.WriteInt64(request.MessageId);
            w.WriteInt64(answer);
            w.WriteInt32(100);
            w.WriteInt32(0);
        });

        Assert.Equal(answer, BitConverter.ToInt64((await session.NextAsync(MsgResendReq.Id_)).Body, 12));
    }

    [Fact]
    public async Task StateRequest_Always_TellsWhatWasReceived()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var (call, session, request) = await BeginAsync(pair);
        var known = session.NewId();
        await session.SendAsync(FakeSession.Result(request, ConnectedPair.WriteAnswer), known);
        await call.Answer;

        await session.SendAsync(w =>
        {
            w.WriteUInt32(MsgsStateReq.Id_);
            w.WriteVector(2);
            w.WriteInt64(known);
            w.WriteInt64(known + 400);
        });

        Assert.Equal([4, 1], (await session.NextAsync(MsgsStateInfo.Id_)).Body[13..15]);
    }

    [Fact]
    public async Task FutureSalts_WhenTheirTimeComes_AreUsed()
    {
        var time = new ManualTime();
        await using var pair = await ConnectedPair.CreateAsync(time);
        var (call, session, request) = await BeginAsync(pair);
        var now = (int)time.GetUtcNow().ToUnixTimeSeconds();
        await session.SendAsync(w =>
        {
            w.WriteUInt32(FutureSalts.Id_);
            w.WriteInt64(1);
            w.WriteInt32(now);
            w.WriteInt32(1);
            w.WriteInt32(now + 1800);
            w.WriteInt32(now + 5400);
            w.WriteInt64(555);
        });
        await session.ResultAsync(request, ConnectedPair.WriteAnswer);
        await call.Answer;
        Assert.Equal(77, pair.State.Salts.Current);

        time.Advance(TimeSpan.FromSeconds(1900));

        Assert.Equal(555, pair.State.Salts.Current);
    }

    public static TheoryData<string, object> Lies => new()
    {
        { "message key", SecurityCheck.MessageKey }, { "content", SecurityCheck.MessageKey }, { "key id", SecurityCheck.AuthKeyId }, { "session", SecurityCheck.SessionId },
        { "length", SecurityCheck.MessageLength }, { "odd length", SecurityCheck.MessageLength }, { "cut", SecurityCheck.MessageLength }, { "little padding", SecurityCheck.Padding },
        { "much padding", SecurityCheck.Padding }, { "even id", SecurityCheck.MessageIdParity }, { "old", SecurityCheck.MessageIdTime }, { "future", SecurityCheck.MessageIdTime },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Receive_FromALiar_EndsTheConnectionNamingTheCheck(string lie, object check)
    {
        var seen = 0;
        await using var pair = await ConnectedPair.CreateAsync(onUpdate: _ => seen++);
        var (call, session, request) = await BeginAsync(pair);
        await session.ResultAsync(request, ConnectedPair.WriteAnswer);
        await call.Answer;
        var body = BitConverter.GetBytes(UpdatesTooLong.Id_);
        var day = 86_400L << 32;

        await (lie switch
        {
            "message key" => session.SendAsync(body, spoil: p => p[10] ^= 1),
            "content" => session.SendAsync(body, spoil: p => p[^20] ^= 1),
            "key id" => session.SendAsync(body, spoil: p => p[0] ^= 1),
            "session" => session.SendAsync(body, session: session.SessionId + 1),
            "length" => session.SendAsync(body, length: 100_000),
            "odd length" => session.SendAsync(body, length: 3),
            "cut" => session.SendPacketAsync(session.Seal(body)[..^4]),
            "little padding" => session.SendAsync([.. body, .. new byte[12]], padding: 0),
            "much padding" => session.SendAsync(body, padding: 1024 + 28),
            "even id" => session.SendAsync(body, id: session.NewId() & ~1L),
            "old" => session.SendAsync(body, id: session.NewId() - day),
            _ => session.SendAsync(body, id: session.NewId() + day),
        });

        Assert.Equal((SecurityCheck)check, Assert.IsType<SecurityCheckException>(await pair.Client.Ended).Check);
        Assert.Equal(0, seen);
    }
}
