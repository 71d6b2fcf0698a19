using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Session;

public class ConnectionTests
{
    private const uint MsgsAck = 0x62d6b459;

    [Fact]
    public async Task Send_FirstCall_IsIntroducedAndAnswered()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        var request = await session.NextAsync(HelpGetNearestDc.Id_);
        Assert.True(request.IsIntroduced);
        Assert.Equal((1, 77L), (request.Sequence, request.Salt));

        await session.ResultAsync(request, ConnectedPair.WriteAnswer);
        Assert.Equal("xx", (await call.Answer).Country);

        var second = pair.Ask();
        var again = await session.NextAsync(HelpGetNearestDc.Id_);
        Assert.False(again.IsIntroduced);
        Assert.Equal(3, again.Sequence);
        await session.ResultAsync(again, ConnectedPair.WriteAnswer);
        await second.Answer;
    }

    [Theory]
    [InlineData(FrameKind.Abridged), InlineData(FrameKind.PaddedIntermediate)]
    public async Task Send_OverOtherFramings_IsAnswered(object kind)
    {
        await using var pair = await ConnectedPair.CreateAsync(kind: (FrameKind)kind);
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        await session.ResultAsync(await session.NextAsync(HelpGetNearestDc.Id_), w => ConnectedPair.WriteAnswer(w, new string('x', 5000)));

        Assert.Equal(5000, (await call.Answer).Country.Length);
    }

    [Fact]
    public async Task Answer_InAContainerOutOfOrder_ReachesEachCall()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var calls = Enumerable.Range(0, 3).Select(_ => pair.Ask()).ToArray();
        var session = await pair.Dc.NextSessionAsync();
        var requests = new List<FakeRequest>();
        for (var i = 0; i < 3; i++) requests.Add(await session.NextAsync(HelpGetNearestDc.Id_));
        requests.Reverse();

        await session.SendAsync(w =>
        {
            w.WriteUInt32(0x73f1f8dc);
            w.WriteInt32(3);
            foreach (var request in requests)
            {
                var body = FakeSession.Result(request, a => ConnectedPair.WriteAnswer(a, $"c{requests.IndexOf(request)}"));
                w.WriteInt64(session.NewId());
                w.WriteInt32(1);
                w.WriteInt32(body.Length);
                w.WriteRaw(body);
            }
        });

        Assert.Equal(["c2", "c1", "c0"], (await Task.WhenAll(calls.Select(c => c.Answer))).Select(a => a.Country));
    }

    [Fact]
    public async Task Answer_Gzipped_IsUnpacked()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        var inner = new TlWriter();
        ConnectedPair.WriteAnswer(inner, new string('z', 10_000));
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress)) gzip.Write(inner.Written);

        await session.ResultAsync(await session.NextAsync(HelpGetNearestDc.Id_), w =>
        {
            w.WriteUInt32(TlGzip.PackedId);
            w.WriteBytes(packed.ToArray());
        });

        Assert.Equal(10_000, (await call.Answer).Country.Length);
    }

    [Fact]
    public async Task Answer_Unreadable_FailsItsCallAndNothingElse()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        RpcCallPair(pair, out var broken, out var good);
        var session = await pair.Dc.NextSessionAsync();
        await session.ResultAsync(await session.NextAsync(HelpGetNearestDc.Id_), w => w.WriteUInt32(0xdeadbeef));
        await session.ResultAsync(await session.NextAsync(HelpGetNearestDc.Id_), ConnectedPair.WriteAnswer);

        Assert.Equal(0xdeadbeef, (await Assert.ThrowsAsync<TlException>(() => broken.Answer)).ConstructorId);
        Assert.Equal("xx", (await good.Answer).Country);
    }

    [Fact]
    public async Task Answer_Error_IsTyped()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        RpcCallPair(pair, out var first, out var second);
        var session = await pair.Dc.NextSessionAsync();
        await session.ErrorAsync(await session.NextAsync(HelpGetNearestDc.Id_), 420, "FLOOD_PREMIUM_WAIT_7");
        await session.ErrorAsync(await session.NextAsync(HelpGetNearestDc.Id_), 303, "PHONE_MIGRATE_4");

        var flood = await Assert.ThrowsAsync<FloodWaitException>(() => first.Answer);
        Assert.Equal((TimeSpan.FromSeconds(7), true), (flood.Wait, flood.IsPremium));
        Assert.Equal(4, (await Assert.ThrowsAsync<MigrateException>(() => second.Answer)).Dc);
    }

    [Fact]
    public async Task Received_ContentMessages_AreAcknowledgedWithTheNextRequest()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        var id = session.NewId();
        await session.SendAsync(FakeSession.Result(await session.NextAsync(HelpGetNearestDc.Id_), ConnectedPair.WriteAnswer), id);
        await call.Answer;
        pair.Ask();

        var ack = await session.NextAsync(MsgsAck);

        Assert.Contains(id, ReadIds(ack));
        Assert.Equal(0, ack.Sequence & 1);
    }

    [Fact]
    public async Task Received_Twice_CountsOnceAndIsAcknowledgedAgain()
    {
        var updates = 0;
        await using var pair = await ConnectedPair.CreateAsync(onUpdate: _ => updates++);
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        var request = await session.NextAsync(HelpGetNearestDc.Id_);
        var id = session.NewId(3);
        for (var i = 0; i < 2; i++) await session.SendAsync(BitConverter.GetBytes(UpdatesTooLong.Id_), id);
        await session.ResultAsync(request, ConnectedPair.WriteAnswer);
        await call.Answer;
        pair.Ask();

        Assert.Equal(1, updates);
        Assert.Equal(2, ReadIds(await session.NextAsync(MsgsAck)).Count(i => i == id));
    }

    [Fact]
    public async Task Cancel_WhileWaiting_TellsTheServiceAndIgnoresTheAnswer()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        var request = await session.NextAsync(HelpGetNearestDc.Id_);

        Assert.True(pair.Client.TryCancel(call));

        var drop = await session.NextAsync(RpcDropAnswer.Id_);
        Assert.Equal(request.MessageId, BitConverter.ToInt64(drop.Body, 4));
        await session.ResultAsync(request, ConnectedPair.WriteAnswer);
        var next = pair.Ask();
        await session.ResultAsync(await session.NextAsync(HelpGetNearestDc.Id_), ConnectedPair.WriteAnswer);
        await next.Answer;
        Assert.False(call.Answer.IsCompleted);
    }

    [Fact]
    public async Task TransportError_Always_EndsTheConnectionWithItsNumber()
    {
        await using var pair = await ConnectedPair.CreateAsync();
        pair.Dc.TransportError = -404;
        pair.Ask();

        var error = Assert.IsType<TransportErrorException>(await pair.Client.Ended);

        Assert.True(error.IsKeyUnknown);
        Assert.Single(await pair.Client.CloseAsync());
    }

    [Fact]
    public async Task Ping_WithoutPong_EndsTheConnection()
    {
        var time = new ManualTime();
        await using var pair = await ConnectedPair.CreateAsync(time);
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        var request = await session.NextAsync(HelpGetNearestDc.Id_);

        time.Advance(TimeSpan.FromSeconds(50));
        await AnswerPingAsync(session);
        // The answer that follows proves the pong was taken.
        await session.ResultAsync(request, ConnectedPair.WriteAnswer);
        await call.Answer;
        time.Advance(TimeSpan.FromSeconds(50));
        await session.NextAsync(PingDelayDisconnect.Id_);
        Assert.False(pair.Client.Ended.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(50));

        Assert.IsAssignableFrom<ConnectionLostException>(await pair.Client.Ended);
    }

    [Fact]
    public async Task Call_NeverAnsweredThoughPingsAre_EndsTheConnectionAndIsGivenBack()
    {
        var time = new ManualTime();
        await using var pair = await ConnectedPair.CreateAsync(time);
        var call = pair.Ask();
        var session = await pair.Dc.NextSessionAsync();
        await session.NextAsync(HelpGetNearestDc.Id_);
        time.Advance(TimeSpan.FromSeconds(50));
        await AnswerPingAsync(session);
        // What it says to this proves that the pong was taken.
        await session.SendAsync(w =>
        {
            w.WriteUInt32(MsgsStateReq.Id_);
            w.WriteVector(0);
        });
        await session.NextAsync(MsgsStateInfo.Id_);
        Assert.False(pair.Client.Ended.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(50));

        Assert.IsAssignableFrom<ConnectionLostException>(await pair.Client.Ended);
        Assert.Same(call, Assert.Single(await pair.Client.CloseAsync()));
    }

    private static async Task AnswerPingAsync(FakeSession session)
    {
        var ping = await session.NextAsync(PingDelayDisconnect.Id_);
        await session.SendAsync(w =>
        {
            w.WriteUInt32(Pong.Id_);
            w.WriteInt64(ping.MessageId);
            w.WriteInt64(BitConverter.ToInt64(ping.Body, 4));
        });
    }

    private static long[] ReadIds(FakeRequest ack)
    {
        var reader = new TlReader(ack.Body.AsSpan(4));
        return reader.ReadVector(static (ref TlReader r) => r.ReadInt64());
    }

    private static void RpcCallPair(ConnectedPair pair, out RpcCall<NearestDc> first, out RpcCall<NearestDc> second)
        => (first, second) = (pair.Ask(), pair.Ask());
}
