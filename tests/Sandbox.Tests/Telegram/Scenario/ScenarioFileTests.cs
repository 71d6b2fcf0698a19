using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Scenario;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.Scenario;

public class ScenarioFileTests
{
    private const string Everything = """
        data_centres: 3
        accounts:
          - { phone: "4917", code: "12345", password: secret, premium: true, code_delivery: sms, data_centre: 1 }
        chats:
          - kind: forum
            title: A forum
            username: forum
            messages: 1000000
            media: [photo, video_note]
            topics: [One, Two]
            members: ["4917"]
        faults: { latency_milliseconds: 60, account_bytes_per_second: 1000000, gzip_answers: true, clock_skew_seconds: -20 }
        rules:
          - { on: upload.getFile, every: 10, error: FLOOD_WAIT_3 }
          - { on: req_DH_params, lie: short_prime, times: 1 }
          - { on: "messages.*", disconnect: before_answer }
        limits:
          - { on: upload.getFile, calls: 100, window_seconds: 10, wait_seconds: 5, premium: true }
        """;

    [Fact]
    public void Read_EveryPart_IsTakenOver()
    {
        var scenario = Read(Everything);

        Assert.Equal((3, CodeDelivery.Sms, 1), (scenario.DataCentres, scenario.Accounts.Single().CodeDelivery, scenario.Accounts.Single().DataCentre));
        Assert.Equal([MediaKind.Photo, MediaKind.VideoNote], scenario.Chats.Single().Media);
        Assert.Equal((60, 1_000_000, true, -20), (scenario.Faults.LatencyMilliseconds, scenario.Faults.AccountBytesPerSecond, scenario.Faults.GzipAnswers, scenario.Faults.ClockSkewSeconds));
        Assert.Equal([ServerLie.None, ServerLie.ShortPrime, ServerLie.None], scenario.Rules.Select(rule => rule.Lie));
        Assert.Equal(Disconnection.BeforeAnswer, scenario.Rules[2].Disconnect);
        Assert.True(scenario.Limits.Single().Premium);
    }

    [Fact]
    public void Read_Json_IsTheSame() =>
        Assert.Equal("4917", Read("""{ "accounts": [ { "phone": "4917" } ], "faults": { "latency_milliseconds": 5 } }""").Accounts.Single().Phone);

    [Theory]
    [InlineData("faults: { latency: 60 }", "scenario.yaml:1:11: Property 'latency' not found")]
    [InlineData("rules:\n  - { on: x, lie: purple }", "scenario.yaml:2:19: ")]
    [InlineData("accounts: {", "scenario.yaml:1:1")]
    public void Read_Mistake_SaysWhereAndWhat(string text, string start) =>
        Assert.StartsWith(start, Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Of_Scenario_GivesItsWorldAndFaults()
    {
        await using var telegram = EmulatedTelegram.Of(Read(Everything));

        Assert.True(telegram.World.FindAccount("4917")!.Premium);
        Assert.Equal(1_000_000, telegram.World.FindChat("forum")!.Count);
        Assert.Equal(60, telegram.Faults.LatencyMilliseconds);
        telegram.Apply(new TelegramScenario());
        Assert.Equal(0, telegram.Faults.LatencyMilliseconds);
    }

    [Fact]
    public async Task LivePosts_EachInterval_AddsAMessage()
    {
        var clock = new ManualClock();
        await using var telegram = EmulatedTelegram.Of(Read("chats: [ { username: live, messages: 3, post_every_seconds: 10 } ]"), clock);
        await telegram.StartAsync();

        clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("Live 4", telegram.World.FindChat("live")!.Find(4)!.Text);
    }

    private static TelegramScenario Read(string text) => ScenarioFile.Read(new StringReader(text), "scenario.yaml");
}
