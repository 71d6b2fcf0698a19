using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Handshake;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Handshake;

public class KeyExchangeTests
{
    private static async Task<NewKey> ExchangeAsync(FakeDc dc, Dialer? dialer = null)
    {
        await using var socket = await (dialer ?? new Dialer(TimeProvider.System)).ConnectAsync(2, [dc.Address], default);
        return await new KeyExchange(socket, [FakeDc.Key], 2, TimeProvider.System).RunAsync(default);
    }

    [Fact]
    public async Task Run_HonestServer_BothHaveTheSameKey()
    {
        await using var dc = new FakeDc();

        var made = await ExchangeAsync(dc);

        Assert.Equal(dc.Keys[made.Key.Id], made.Key.Bytes);
        Assert.Equal((1_700_000_000, 2), (made.ServerTime, dc.LastDc));
    }

    [Fact]
    public async Task Run_AskedForAnotherKeyOnce_GivesAnother()
    {
        await using var dc = new FakeDc { Lie = Lie.Retry };

        var made = await ExchangeAsync(dc);

        Assert.Equal(dc.Keys[made.Key.Id], made.Key.Bytes);
        Assert.Equal(2, dc.Exchanges);
    }

    [Theory]
    [InlineData(Lie.ResPqNonce, SecurityCheck.Nonce), InlineData(Lie.UnknownKey, SecurityCheck.Fingerprint), InlineData(Lie.PrimePq, SecurityCheck.Factors)]
    [InlineData(Lie.ParamsNonce, SecurityCheck.Nonce), InlineData(Lie.ParamsServerNonce, SecurityCheck.ServerNonce)]
    [InlineData(Lie.InnerNonce, SecurityCheck.Nonce), InlineData(Lie.InnerServerNonce, SecurityCheck.ServerNonce)]
    [InlineData(Lie.AnswerHash, SecurityCheck.AnswerHash), InlineData(Lie.Rubbish, SecurityCheck.AnswerHash)]
    [InlineData(Lie.ShortPrime, SecurityCheck.Group), InlineData(Lie.UnsafePrime, SecurityCheck.Group), InlineData(Lie.WrongGenerator, SecurityCheck.Group)]
    [InlineData(Lie.SmallPublicValue, SecurityCheck.PublicValue), InlineData(Lie.LargePublicValue, SecurityCheck.PublicValue)]
    [InlineData(Lie.OkNonce, SecurityCheck.Nonce), InlineData(Lie.OkServerNonce, SecurityCheck.ServerNonce)]
    [InlineData(Lie.OkHash, SecurityCheck.NewNonceHash), InlineData(Lie.RetryHash, SecurityCheck.NewNonceHash)]
    public async Task Run_LyingServer_NamesTheCheckThatFailed(object lie, object check)
    {
        await using var dc = new FakeDc { Lie = (Lie)lie };

        var error = await Assert.ThrowsAsync<SecurityCheckException>(() => ExchangeAsync(dc));

        Assert.Equal((SecurityCheck)check, error.Check);
    }

    [Theory]
    [InlineData(Lie.Fail), InlineData(Lie.RetryForever)]
    public async Task Run_ServerThatDoesNotAgree_EndsAsALostConnection(object lie)
    {
        await using var dc = new FakeDc { Lie = (Lie)lie };

        await Assert.ThrowsAsync<ConnectionLostException>(() => ExchangeAsync(dc));
    }

    [Theory]
    [InlineData(FrameKind.Abridged, false), InlineData(FrameKind.Abridged, true), InlineData(FrameKind.Intermediate, false), InlineData(FrameKind.Intermediate, true)]
    [InlineData(FrameKind.PaddedIntermediate, false), InlineData(FrameKind.PaddedIntermediate, true)]
    public async Task Run_OverEveryTransport_Agrees(object kind, bool isObfuscated)
    {
        await using var dc = new FakeDc();

        var made = await ExchangeAsync(dc, new Dialer(TimeProvider.System, kind: (FrameKind)kind, isObfuscated: isObfuscated));

        Assert.Equal(dc.Keys[made.Key.Id], made.Key.Bytes);
        Assert.Equal(((uint)(FrameKind)kind, isObfuscated), (dc.LastFrames!.Kind, dc.LastFrames.IsObfuscated));
    }
}
