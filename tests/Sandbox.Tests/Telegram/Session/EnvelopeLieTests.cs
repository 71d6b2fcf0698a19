using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Session;

public class EnvelopeLieTests : EmulatorTest
{
    [Theory]
    [InlineData(ServerLie.None)]
    [InlineData(ServerLie.WrongMessageKey)]
    [InlineData(ServerLie.WrongSessionId)]
    [InlineData(ServerLie.WrongKeyId)]
    [InlineData(ServerLie.EvenMessageId)]
    [InlineData(ServerLie.OldMessageId)]
    [InlineData(ServerLie.FutureMessageId)]
    [InlineData(ServerLie.ShortPadding)]
    [InlineData(ServerLie.LongPadding)]
    [InlineData(ServerLie.WrongLength)]
    [InlineData(ServerLie.UnknownConstructor)]
    public async Task Answer_Lie_IsToldAndNothingElse(ServerLie lie)
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(new TlObject("help.getNearestDc"));
        Telegram.Faults.Add(new FaultRule { On = "help.getNearestDc", Lie = lie });
        await client.SendAsync(new TlObject("help.getNearestDc"));

        var received = await client.ReceiveAsync();

        var age = Time.GetUtcNow().ToUnixTimeSeconds() - (received.Id >> 32);
        var told = new Dictionary<ServerLie, bool>
        {
            [ServerLie.WrongMessageKey] = !received.MessageKeyIsRight,
            [ServerLie.WrongSessionId] = !received.SessionIsRight,
            [ServerLie.WrongKeyId] = !received.KeyIdIsRight,
            [ServerLie.EvenMessageId] = received.Id % 2 == 0,
            [ServerLie.OldMessageId] = age > 300,
            [ServerLie.FutureMessageId] = age < -30,
            [ServerLie.ShortPadding] = received.Padding is >= 0 and < 12,
            [ServerLie.LongPadding] = received.Padding > 1024,
            [ServerLie.WrongLength] = received.Padding < 0,
            [ServerLie.UnknownConstructor] = received.Body is null,
        };
        Assert.Equal(lie == ServerLie.None ? [] : [lie], told.Where(entry => entry.Value).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Answer_Repeated_HasTheSameIdTwice()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        await client.CallAsync(new TlObject("help.getNearestDc"));
        Telegram.Faults.Add(new FaultRule { On = "help.getNearestDc", Lie = ServerLie.RepeatedMessage });
        await client.SendAsync(new TlObject("help.getNearestDc"));

        Assert.Equal((await client.ReceiveAsync()).Id, (await client.ReceiveAsync()).Id);
    }
}
