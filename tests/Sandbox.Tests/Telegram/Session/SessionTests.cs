using System.IO.Compression;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Session;

public class SessionTests : EmulatorTest
{
    private static TlObject Nearest => new("help.getNearestDc");

    [Fact]
    public async Task FirstMessage_NewSession_IsAnnouncedBeforeTheAnswer()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var id = await client.SendAsync(Nearest);

        var announced = await client.ReceiveAsync();
        var answer = await client.WaitAsync("rpc_result");

        Assert.Equal("new_session_created", announced.Body!.Name);
        Assert.Equal(id, announced.Body.Long("first_msg_id"));
        Assert.Equal(1, announced.Id % 2);
        Assert.True(answer.Id > announced.Id);
        Assert.Equal(1, answer.Id % 4);
        Assert.Equal(1, answer.SeqNo % 2);
    }

    [Fact]
    public async Task Salt_Wrong_IsRefusedWithTheRightOne()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        client.Salt ^= 1;
        var id = await client.SendAsync(Nearest);

        var refusal = await client.WaitAsync("bad_server_salt");

        Assert.Equal((id, 48), (refusal.Body!.Long("bad_msg_id"), refusal.Body.Int("error_code")));
        client.Salt = refusal.Body.Long("new_server_salt");
        Assert.Equal("nearestDc", (await client.CallAsync(Nearest)).Name);
    }

    [Fact]
    public async Task Salt_RotatedByTime_OldOneIsGoodForOneMoreLifetime()
    {
        Telegram.Faults.SaltLifetimeSeconds = 100;
        using var client = await TestClient.ConnectAsync(Telegram);
        var first = client.Salt;
        await client.SendAsync(new TlObject("get_future_salts") { ["num"] = 3 });
        var salts = (await client.WaitAsync("future_salts")).Body!.List<TlObject>("salts");
        Assert.Equal(3, salts.Select(salt => salt.Long("salt")).Distinct().Count());
        Assert.Equal(first, salts[0].Long("salt"));

        Time.Advance(TimeSpan.FromSeconds(150));
        Assert.Equal("nearestDc", (await client.CallAsync(Nearest)).Name);
        client.Salt = salts[1].Long("salt");
        Assert.Equal("nearestDc", (await client.CallAsync(Nearest)).Name);
        Time.Advance(TimeSpan.FromSeconds(100));
        client.Salt = first;
        await client.SendAsync(Nearest);

        Assert.Equal(salts[2].Long("salt"), (await client.WaitAsync("bad_server_salt")).Body!.Long("new_server_salt"));
    }

    [Fact]
    public async Task Salt_RotatedByForce_OldOneIsRefusedAtOnce()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);

        Telegram.RotateSalts();
        await client.SendAsync(Nearest);

        Assert.NotEqual(client.Salt, (await client.WaitAsync("bad_server_salt")).Body!.Long("new_server_salt"));
    }

    [Fact]
    public async Task Salt_RotatedByARule_IsWrongFromTheNextMessageOn()
    {
        Telegram.Faults.Add(new FaultRule { On = "help.getNearestDc", RotateSalts = true, Times = 1 });
        using var client = await TestClient.ConnectAsync(Telegram);
        Assert.Equal("nearestDc", (await client.CallAsync(Nearest)).Name);

        await client.SendAsync(Nearest);

        Assert.Equal(48, (await client.WaitAsync("bad_server_salt")).Body!.Int("error_code"));
    }

    [Theory]
    [InlineData(-400, 16)]
    [InlineData(60, 17)]
    public async Task MessageId_FromAClockTooFarOff_IsRefused(int seconds, int code)
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var id = client.NextId() + ((long)seconds << 32);

        await client.SendAsync(Nearest, id: id);

        var refusal = (await client.WaitAsync("bad_msg_notification")).Body!;
        Assert.Equal((id, code), (refusal.Long("bad_msg_id"), refusal.Int("error_code")));
    }

    [Fact]
    public async Task MessageId_NotDivisibleByFour_IsRefused()
    {
        using var client = await TestClient.ConnectAsync(Telegram);

        await client.SendAsync(Nearest, id: client.NextId() + 1);

        Assert.Equal(18, (await client.WaitAsync("bad_msg_notification")).Body!.Int("error_code"));
    }

    [Fact]
    public async Task ClockSkew_OfTheServer_ShowsInItsMessageIds()
    {
        Telegram.Faults.ClockSkewSeconds = 500;
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.SendAsync(Nearest);

        var refusal = await client.WaitAsync("bad_msg_notification");

        Assert.Equal(16, refusal.Body!.Int("error_code"));
        Assert.InRange((refusal.Id >> 32) - Time.GetUtcNow().ToUnixTimeSeconds(), 450, 550);
    }

    [Fact]
    public async Task SeqNo_EvenForACall_IsRefused()
    {
        using var client = await TestClient.ConnectAsync(Telegram);

        await client.SendAsync(Nearest, seqNo: 0);

        Assert.Equal(35, (await client.WaitAsync("bad_msg_notification")).Body!.Int("error_code"));
    }

    [Fact]
    public async Task Container_OfCallsAndPings_EachIsAnswered()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var (call, ping) = ((client.NextId(), 1, Nearest), (client.NextId(), 3, new TlObject("ping") { ["ping_id"] = 77L }));

        await client.SendRawAsync(ContainerReader.Write(call, ping), client.NextId(), 4);

        Assert.Equal(77, (await client.WaitAsync("pong")).Body!.Long("ping_id"));
        Assert.Equal(call.Item1, (await client.WaitAsync("rpc_result")).Body!.Long("req_msg_id"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GzipPacked_ByGzipOrZlib_IsUnderstood(bool gzip)
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        using var packed = new MemoryStream();
        using (Stream squeeze = gzip ? new GZipStream(packed, CompressionLevel.Fastest, true) : new ZLibStream(packed, CompressionLevel.Fastest, true))
            squeeze.Write(TlWriter.ToArray(Nearest));

        Assert.Equal("nearestDc", (await client.CallAsync(new TlObject("gzip_packed") { ["packed_data"] = packed.ToArray() })).Name);
    }

    [Fact]
    public async Task Request_SentTwice_IsCarriedOutOnceAndAnsweredUnderOneId()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var id = await client.SendAsync(Nearest);
        var first = await client.WaitAsync("rpc_result");

        await client.SendAsync(Nearest, id: id, seqNo: 1);
        var second = await client.WaitAsync("rpc_result");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(1, Telegram.CallsOf("help.getNearestDc"));
    }

    [Fact]
    public async Task Answer_LostWithItsConnection_IsAnnouncedAndSentAgainOnRequest()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Telegram.Faults.Add(new FaultRule { On = "help.getConfig", Disconnect = Disconnection.BeforeAnswer, Times = 1 });
        var id = await client.SendAsync(new TlObject("help.getConfig"));
        await Assert.ThrowsAnyAsync<IOException>(() => client.WaitAsync("rpc_result"));

        using var again = await client.AgainAsync(Telegram, sameSession: true);
        await again.SendAsync(new TlObject("ping"));
        var announced = (await again.WaitAsync(body => body.Name == "msg_detailed_info" && body.Long("msg_id") == id)).Body!;
        await again.SendAsync(new TlObject("msg_resend_req") { ["msg_ids"] = new[] { announced.Long("answer_msg_id") } }, content: false);
        var answer = await again.WaitAsync(body => body.Name == "rpc_result" && body.Long("req_msg_id") == id);

        Assert.Equal("config", answer.Body!.Object("result").Name);
        Assert.Equal((announced.Long("answer_msg_id"), announced.Int("bytes")), (answer.Id, TlWriter.ToArray(answer.Body).Length));
        Assert.Equal(1, Telegram.CallsOf("help.getConfig"));
    }

    [Fact]
    public async Task Answer_FinishedAfterTheClientCameBack_GoesOverTheNewConnection()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Telegram.Faults.Add(new FaultRule { On = "help.getConfig", DelayMilliseconds = 60_000 });
        var id = await client.SendAsync(new TlObject("help.getConfig"));
        await Time.WaitForAlarmAsync(TimeSpan.FromSeconds(60));
        client.Dispose();
        using var again = await client.AgainAsync(Telegram, sameSession: true);
        await again.CallAsync(Nearest);

        Time.Advance(TimeSpan.FromSeconds(61));
        var answer = await again.WaitAsync(body => body.Name == "rpc_result" && body.Long("req_msg_id") == id);

        Assert.Equal("config", answer.Body!.Object("result").Name);
    }

    [Fact]
    public async Task Request_CutOffBeforeItWasCarriedOut_CountsWhenItComesAgain()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Telegram.Faults.Add(new FaultRule { On = "help.getConfig", Disconnect = Disconnection.BeforeWork, Times = 1 });
        var id = await client.SendAsync(new TlObject("help.getConfig"));
        await Assert.ThrowsAnyAsync<IOException>(() => client.WaitAsync("rpc_result"));
        using var again = await client.AgainAsync(Telegram, sameSession: true);

        await again.SendAsync(new TlObject("help.getConfig"), id: id, seqNo: 3);

        Assert.Equal("config", (await again.WaitAsync(body => body.Name == "rpc_result" && body.Long("req_msg_id") == id)).Body!.Object("result").Name);
    }

    [Fact]
    public async Task Answer_Acknowledged_DoesNotComeAgain()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.SendAsync(Nearest);
        var answer = await client.WaitAsync("rpc_result");
        await client.SendAsync(new TlObject("msgs_ack") { ["msg_ids"] = new[] { answer.Id } }, content: false);

        await client.SendAsync(new TlObject("msg_resend_req") { ["msg_ids"] = new[] { answer.Id } }, content: false);
        await client.SendAsync(new TlObject("ping") { ["ping_id"] = 5L });
        await client.WaitAsync("pong");

        Assert.DoesNotContain(client.Others, message => message.Body!.Name == "rpc_result");
    }

    [Fact]
    public async Task StateRequest_KnownAndUnknownIds_AreToldApart()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var id = await client.SendAsync(Nearest);
        await client.WaitAsync("rpc_result");

        await client.SendAsync(new TlObject("msgs_state_req") { ["msg_ids"] = new[] { id, id + 40 } });

        Assert.Equal([4, 2], (await client.WaitAsync("msgs_state_info")).Body!.Bytes("info"));
    }

    [Fact]
    public async Task DestroySession_AnotherOfTheKey_IsGoneAfterwards()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        using var other = await client.AgainAsync(Telegram);
        await other.CallAsync(Nearest);

        await client.SendAsync(new TlObject("destroy_session") { ["session_id"] = other.Session });
        await client.WaitAsync("destroy_session_ok");
        await client.SendAsync(new TlObject("destroy_session") { ["session_id"] = other.Session });

        await client.WaitAsync("destroy_session_none");
    }

    [Fact]
    public async Task Key_Forgotten_IsAnsweredByMinus404()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Telegram.ForgetKeys();

        await client.SendAsync(Nearest);

        Assert.Equal(-404, (await Assert.ThrowsAsync<TransportErrorException>(client.ReceiveAsync)).Code);
    }

    [Fact]
    public async Task PingDelayDisconnect_NoMorePings_ConnectionIsClosed()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.SendAsync(new TlObject("ping_delay_disconnect") { ["ping_id"] = 1L, ["disconnect_delay"] = 75 });
        await client.WaitAsync("pong");

        Time.Advance(TimeSpan.FromSeconds(76));

        await Assert.ThrowsAnyAsync<IOException>(() => client.WaitAsync("pong"));
    }
}
