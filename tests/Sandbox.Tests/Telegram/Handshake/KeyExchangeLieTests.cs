using System.Numerics;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Handshake;

/// <summary>Each lie breaks exactly what it says it breaks; otherwise a client that passes has proven nothing.</summary>
public class KeyExchangeLieTests : EmulatorTest
{
    private static readonly BigInteger Prime = DhGroup.Prime;

    [Theory]
    [InlineData(ServerLie.WrongNonce)]
    [InlineData(ServerLie.PrimePq)]
    [InlineData(ServerLie.UnknownKey)]
    public async Task FirstAnswer_Lie_IsTold(ServerLie lie)
    {
        var handshaker = await OpenAsync("req_pq_multi", lie);

        var answer = await handshaker.AskAsync(new TlObject("req_pq_multi") { ["nonce"] = handshaker.Nonce });

        var pq = (ulong)BigNumber.Read(answer.Bytes("pq"));
        var known = (await (await OpenAsync("other", ServerLie.None)).AskAsync(new TlObject("req_pq_multi") { ["nonce"] = handshaker.Nonce })).List<long>("server_public_key_fingerprints")[0];
        Assert.Equal(lie == ServerLie.WrongNonce, !answer.Bytes("nonce").AsSpan().SequenceEqual(handshaker.Nonce));
        Assert.Equal(lie == ServerLie.PrimePq, BigNumber.IsPrime(pq));
        Assert.Equal(lie == ServerLie.UnknownKey, answer.List<long>("server_public_key_fingerprints")[0] != known);
    }

    [Theory]
    [InlineData(ServerLie.WrongServerNonce)]
    [InlineData(ServerLie.WrongInnerNonce)]
    [InlineData(ServerLie.WrongAnswerHash)]
    [InlineData(ServerLie.CompositePrime)]
    [InlineData(ServerLie.UnsafePrime)]
    [InlineData(ServerLie.ShortPrime)]
    [InlineData(ServerLie.BadGenerator)]
    [InlineData(ServerLie.WrongSubgroup)]
    [InlineData(ServerLie.TrivialPublicValue)]
    [InlineData(ServerLie.SmallPublicValue)]
    [InlineData(ServerLie.LargePublicValue)]
    public async Task SecondAnswer_Lie_IsToldAndTheRestIsTrue(ServerLie lie)
    {
        var handshaker = await OpenAsync("req_DH_params", lie);

        await handshaker.RequestGroupAsync();

        var (outer, inner) = (handshaker.Parameters, handshaker.Inner);
        var (prime, generator, value) = (BigNumber.Read(inner.Bytes("dh_prime")), inner.Int("g"), BigNumber.Read(inner.Bytes("g_a")));
        var told = new Dictionary<ServerLie, bool>
        {
            [ServerLie.WrongServerNonce] = !outer.Bytes("server_nonce").AsSpan().SequenceEqual(handshaker.ResPq.Bytes("server_nonce")),
            [ServerLie.WrongInnerNonce] = !inner.Bytes("nonce").AsSpan().SequenceEqual(handshaker.Nonce),
            [ServerLie.WrongAnswerHash] = !handshaker.InnerHashIsRight,
            [ServerLie.CompositePrime] = !IsProbablePrime(prime),
            [ServerLie.UnsafePrime] = IsProbablePrime(prime) && !IsProbablePrime((prime - 1) / 2),
            [ServerLie.ShortPrime] = prime.GetBitLength() != 2048,
            [ServerLie.BadGenerator] = generator is < 2 or > 7,
            [ServerLie.WrongSubgroup] = generator == 2 && prime % 8 != 7,
            [ServerLie.TrivialPublicValue] = value <= 1,
            [ServerLie.SmallPublicValue] = value > 1 && value < BigInteger.One << (2048 - 64),
            [ServerLie.LargePublicValue] = value >= prime - 1 && prime == Prime,
        };
        Assert.Equal([lie], told.Where(entry => entry.Value).Select(entry => entry.Key));
    }

    [Theory]
    [InlineData(ServerLie.WrongNewNonceHash, "dh_gen_ok", 1)]
    [InlineData(ServerLie.DhRetry, "dh_gen_retry", 2)]
    [InlineData(ServerLie.DhFail, "dh_gen_fail", 3)]
    public async Task ThirdAnswer_Lie_IsTold(ServerLie lie, string answer, byte number)
    {
        var handshaker = await OpenAsync("set_client_DH_params", lie);

        await handshaker.RunAsync();

        Assert.Equal(answer, handshaker.Result.Name);
        var isRight = handshaker.NewNonceHash(number).AsSpan().SequenceEqual(handshaker.Result.Bytes($"new_nonce_hash{number}"));
        Assert.Equal(lie != ServerLie.WrongNewNonceHash, isRight);
    }

    [Fact]
    public async Task Retry_SecondAttemptOnTheSameConnection_Succeeds()
    {
        var handshaker = await OpenAsync("other", ServerLie.None);
        Telegram.Faults.Add(new FaultRule { On = "set_client_DH_params", Lie = ServerLie.DhRetry, Times = 1 });
        await handshaker.RunAsync();

        await handshaker.FinishAsync();

        Assert.Equal("dh_gen_ok", handshaker.Result.Name);
        Assert.Equal(handshaker.NewNonceHash(1), handshaker.Result.Bytes("new_nonce_hash1"));
    }

    private static bool IsProbablePrime(BigInteger value) => BigInteger.ModPow(2, value - 1, value).IsOne && BigInteger.ModPow(3, value - 1, value).IsOne;

    private async Task<Handshaker> OpenAsync(string step, ServerLie lie)
    {
        Telegram.Faults.Clear();
        Telegram.Faults.Add(new FaultRule { On = step, Lie = lie });
        return new Handshaker(await ClientTransport.OpenAsync(await ClientTransport.DialAsync(Telegram.EndPoints[2]), ClientFraming.Intermediate, obfuscated: false), Telegram.PublicKeyPem);
    }
}
