using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Handshake;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Handshake;

/// <summary>The lies of the emulated Telegram, whose code shares nothing with ours.</summary>
public class LyingServiceTests
{
    [Theory]
    [InlineData("req_pq_multi", ServerLie.WrongNonce, SecurityCheck.Nonce), InlineData("req_pq_multi", ServerLie.PrimePq, SecurityCheck.Factors), InlineData("req_pq_multi", ServerLie.UnknownKey, SecurityCheck.Fingerprint)]
    [InlineData("req_DH_params", ServerLie.WrongServerNonce, SecurityCheck.ServerNonce), InlineData("req_DH_params", ServerLie.WrongInnerNonce, SecurityCheck.Nonce), InlineData("req_DH_params", ServerLie.WrongAnswerHash, SecurityCheck.AnswerHash)]
    [InlineData("req_DH_params", ServerLie.CompositePrime, SecurityCheck.Group), InlineData("req_DH_params", ServerLie.UnsafePrime, SecurityCheck.Group), InlineData("req_DH_params", ServerLie.ShortPrime, SecurityCheck.Group)]
    [InlineData("req_DH_params", ServerLie.BadGenerator, SecurityCheck.Group), InlineData("req_DH_params", ServerLie.WrongSubgroup, SecurityCheck.Group)]
    [InlineData("req_DH_params", ServerLie.TrivialPublicValue, SecurityCheck.PublicValue), InlineData("req_DH_params", ServerLie.SmallPublicValue, SecurityCheck.PublicValue), InlineData("req_DH_params", ServerLie.LargePublicValue, SecurityCheck.PublicValue)]
    [InlineData("set_client_DH_params", ServerLie.WrongNewNonceHash, SecurityCheck.NewNonceHash)]
    public async Task Exchange_LyingService_NamesTheCheckThatFailed(string on, ServerLie lie, object check)
    {
        await using var service = await Service.StartAsync();
        service.Telegram.Faults.Add(new FaultRule { On = on, Lie = lie });
        await using var socket = await new Dialer(TimeProvider.System).ConnectAsync(2, [new(service.Telegram.EndPoints[2].Address.ToString(), service.Telegram.EndPoints[2].Port)], default);

        var error = await Assert.ThrowsAsync<SecurityCheckException>(() =>
            new KeyExchange(socket, [RsaKey.FromPem(service.Telegram.PublicKeyPem)], 2, TimeProvider.System).RunAsync(default));

        Assert.Equal((SecurityCheck)check, error.Check);
    }

    [Theory]
    [InlineData(ServerLie.WrongMessageKey), InlineData(ServerLie.WrongSessionId), InlineData(ServerLie.WrongKeyId), InlineData(ServerLie.EvenMessageId), InlineData(ServerLie.OldMessageId)]
    [InlineData(ServerLie.FutureMessageId), InlineData(ServerLie.RepeatedMessage), InlineData(ServerLie.ShortPadding), InlineData(ServerLie.LongPadding), InlineData(ServerLie.WrongLength)]
    public async Task Invoke_ServiceThatLiesOnce_StillGetsTheTrueAnswer(ServerLie lie)
    {
        await using var service = await Service.StartAsync();
        var client = service.Client();
        await client.InvokeAsync(new HelpGetConfig(), default);
        service.Telegram.Faults.Add(new FaultRule { On = "help.getNearestDc", Times = 1, Lie = lie });

        var answer = await client.InvokeAsync(new HelpGetNearestDc(), default);

        Assert.Equal(2, answer.ThisDc);
        // Refused and asked again over a new connection, but for the repetition, which is only dropped.
        Assert.Equal(lie == ServerLie.RepeatedMessage ? 1 : 2, service.Telegram.CallsOf("help.getNearestDc"));
    }

    [Fact]
    public async Task Invoke_AnswerWithAnUnknownConstructor_CostsThatAnswerOnly()
    {
        await using var service = await Service.StartAsync();
        var client = service.Client();
        service.Telegram.Faults.Add(new FaultRule { On = "help.getNearestDc", Times = 1, Lie = ServerLie.UnknownConstructor });

        await Assert.ThrowsAsync<TlException>(() => client.InvokeAsync(new HelpGetNearestDc(), default));

        Assert.Equal(2, (await client.InvokeAsync(new HelpGetNearestDc(), default)).ThisDc);
        Assert.Equal(1, service.Telegram.Connections(2));
    }
}
