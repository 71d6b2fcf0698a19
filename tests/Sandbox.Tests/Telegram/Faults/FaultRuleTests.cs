using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Faults;

public class FaultRuleTests : EmulatorTest
{
    private static TlObject Nearest => new("help.getNearestDc");

    [Fact]
    public async Task Error_WithSkipEveryAndTimes_HitsExactlyThose()
    {
        Telegram.Faults.Add(new FaultRule { On = "help.*", Skip = 1, Every = 2, Times = 2, Error = "FLOOD_WAIT_7" });
        using var client = await TestClient.ConnectAsync(Telegram);
        var hits = new List<bool>();

        for (var call = 0; call < 7; call++)
        {
            var answer = await client.CallAsync(Nearest);
            hits.Add(answer.Name == "rpc_error");
            if (hits[^1]) Assert.Equal((420, "FLOOD_WAIT_7"), (answer.Int("error_code"), answer.Text("error_message")));
        }

        Assert.Equal([false, true, false, true, false, false, false], hits);
    }

    [Theory]
    [InlineData("FILE_MIGRATE_4", 303)]
    [InlineData("SESSION_REVOKED", 401)]
    [InlineData("AUTH_KEY_DUPLICATED", 406)]
    [InlineData("FLOOD_PREMIUM_WAIT_3", 420)]
    [InlineData("FILE_REFERENCE_EXPIRED", 400)]
    public async Task Error_WithoutCode_GetsTheUsualOne(string error, int code)
    {
        Telegram.Faults.Add(new FaultRule { On = "help.getNearestDc", Error = error });
        using var client = await TestClient.ConnectAsync(Telegram);

        Assert.Equal(code, (await client.CallAsync(Nearest)).Int("error_code"));
    }

    [Fact]
    public async Task Rule_ForAnotherAccountOrDataCentre_DoesNotApply()
    {
        Telegram.Faults.Add(new FaultRule { Account = "12345", Error = "A" });
        Telegram.Faults.Add(new FaultRule { DataCentre = 4, Error = "B" });
        using var client = await LogInAsync();

        Assert.Equal("nearestDc", (await client.CallAsync(Nearest)).Name);
    }

    [Fact]
    public async Task Gzip_AnswerOfARule_IsPackedAndTheSame()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        Telegram.Faults.Add(new FaultRule { On = "help.getConfig", Gzip = true });
        await client.SendAsync(new TlObject("help.getConfig"));

        var answer = await client.WaitAsync("rpc_result");

        Assert.Equal("gzip_packed", answer.Body!.Object("result").Name);
        Assert.Equal("config", (await client.CallAsync(new TlObject("help.getConfig"))).Name);
    }

    [Fact]
    public async Task Container_AnswerOfARule_ComesBesideAnAcknowledgement()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Telegram.Faults.Add(new FaultRule { Container = true });
        await client.SendAsync(Nearest);

        var container = await client.ReceiveAsync();

        Assert.Equal(["rpc_result", "msgs_ack"], container.Body!.List<TlObject>("messages").Select(inner => inner.Object("body").Name));
        Assert.All(container.Body!.List<TlObject>("messages"), inner => Assert.True(inner.Long("msg_id") < container.Id));
    }

    [Fact]
    public async Task Reorder_HeldAnswer_ComesAfterTheNext()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Telegram.Faults.Add(new FaultRule { Reorder = true, Times = 1 });
        var first = await client.SendAsync(Nearest);
        var second = await client.SendAsync(Nearest);

        var order = new[] { (await client.ReceiveAsync()).Body!.Long("req_msg_id"), (await client.ReceiveAsync()).Body!.Long("req_msg_id") };

        Assert.Equal([second, first], order);
    }

    [Fact]
    public async Task Silent_Request_IsNeverCarriedOutOrAnswered()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        Telegram.Faults.Add(new FaultRule { On = "help.getConfig", Silent = true });
        await client.SendAsync(new TlObject("help.getConfig"));

        await client.CallAsync(Nearest);

        Assert.DoesNotContain(client.Others, message => message.Body!.Name == "rpc_result");
    }

    [Fact]
    public async Task Disconnect_BeforeWork_ClosesTheConnection()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        Telegram.Faults.Add(new FaultRule { On = "help.getConfig", Disconnect = Disconnection.BeforeWork });

        await client.SendAsync(new TlObject("help.getConfig"));

        await Assert.ThrowsAnyAsync<IOException>(() => client.WaitAsync("rpc_result"));
    }

    [Fact]
    public async Task Disconnect_FromOutside_ClosesEveryConnection()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Assert.Equal(1, Telegram.Connections(2));

        Telegram.Disconnect(2);

        await Assert.ThrowsAnyAsync<IOException>(() => client.WaitAsync("rpc_result"));
    }

    [Fact]
    public async Task Latency_OfAnswers_IsWaitedForOnTheClock()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(Nearest);
        Telegram.Faults.LatencyMilliseconds = 60_000;
        var answer = client.CallAsync(Nearest);
        await Time.WaitForAlarmAsync(TimeSpan.FromSeconds(60));
        Assert.False(answer.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("nearestDc", (await answer).Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bandwidth_OfConnectionOrAccount_HoldsTheAnswerUntilItsBytesArePaidFor(bool perConnection)
    {
        using var client = await LogInAsync();
        if (perConnection) Telegram.Faults.ConnectionBytesPerSecond = 10;
        else Telegram.Faults.AccountBytesPerSecond = 10;

        // About 150 bytes for the answer at ten bytes a second.
        var answer = client.CallAsync(Nearest);
        await Time.WaitForAlarmAsync(TimeSpan.FromSeconds(8));
        Assert.False(answer.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("nearestDc", (await answer).Name);
    }

    [Fact]
    public async Task FloodLimit_TooManyCalls_RefusesUntilTheTimeIsOver()
    {
        Telegram.Faults.Add(new FloodLimit { On = "updates.getState", Calls = 2, WindowSeconds = 10, WaitSeconds = 30 });
        using var client = await LogInAsync();
        async Task<string> Ask() => (await client.CallAsync(new TlObject("updates.getState"))) is { Name: "rpc_error" } error ? error.Text("error_message") : "ok";

        Assert.Equal(["ok", "ok", "FLOOD_WAIT_30"], [await Ask(), await Ask(), await Ask()]);
        Time.Advance(TimeSpan.FromSeconds(20));
        Assert.StartsWith("FLOOD_WAIT_", await Ask(), StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("ok", await Ask());
    }

    [Fact]
    public async Task FloodLimit_Premium_SparesPremiumAccounts()
    {
        Telegram.Faults.Add(new FloodLimit { On = "updates.*", Calls = 1, WindowSeconds = 100, WaitSeconds = 5, Premium = true });
        using var client = await LogInAsync();
        await client.CallAsync(new TlObject("updates.getState"));
        Assert.Equal("FLOOD_PREMIUM_WAIT_5", (await client.CallAsync(new TlObject("updates.getState"))).Text("error_message"));

        Account.Premium = true;

        Assert.Equal("updates.state", (await client.CallAsync(new TlObject("updates.getState"))).Name);
    }
}
