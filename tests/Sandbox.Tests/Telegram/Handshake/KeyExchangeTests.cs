using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Handshake;

public class KeyExchangeTests : EmulatorTest
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData(3600, false)]
    public async Task Exchange_EveryFormOfRequest_EndsWithOneKeyOnBothSides(int? expiresIn, bool oldPadding)
    {
        var handshaker = await OpenAsync();

        await handshaker.RunAsync(expiresIn, oldPadding);

        Assert.Equal("dh_gen_ok", handshaker.Result.Name);
        Assert.Equal(handshaker.NewNonceHash(1), handshaker.Result.Bytes("new_nonce_hash1"));
        Assert.True(handshaker.InnerHashIsRight);
        Assert.Equal(handshaker.Nonce, handshaker.Inner.Bytes("nonce"));
        Assert.InRange(handshaker.Inner.Int("server_time"), Time.GetUtcNow().ToUnixTimeSeconds() - 60, Time.GetUtcNow().ToUnixTimeSeconds() + 60);
    }

    [Fact]
    public async Task Exchange_StepOutOfOrder_EndsTheConnection()
    {
        var handshaker = await OpenAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => handshaker.AskAsync(new TlObject("set_client_DH_params") { ["nonce"] = new byte[16], ["server_nonce"] = new byte[16] }));
    }

    [Fact]
    public async Task Exchange_WrongServerNonceFromTheClient_EndsTheConnection()
    {
        var handshaker = await OpenAsync();
        await handshaker.AskAsync(new TlObject("req_pq_multi") { ["nonce"] = handshaker.Nonce });

        await Assert.ThrowsAnyAsync<IOException>(() => handshaker.AskAsync(new TlObject("req_DH_params") { ["nonce"] = handshaker.Nonce, ["server_nonce"] = new byte[16] }));
    }

    [Fact]
    public async Task Exchange_TransportErrorByRule_ComesInsteadOfTheAnswer()
    {
        Telegram.Faults.Add(new FaultRule { On = "req_pq_multi", TransportError = -429 });
        var handshaker = await OpenAsync();

        var error = await Assert.ThrowsAsync<TransportErrorException>(() => handshaker.RunAsync());

        Assert.Equal(-429, error.Code);
    }

    private async Task<Handshaker> OpenAsync() =>
        new(await ClientTransport.OpenAsync(await ClientTransport.DialAsync(Telegram.EndPoints[2]), ClientFraming.Intermediate, obfuscated: false), Telegram.PublicKeyPem);
}
