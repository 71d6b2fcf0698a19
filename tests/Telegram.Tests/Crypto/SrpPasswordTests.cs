using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Tests.Crypto;

/// <summary>The expected proof was computed on the server's side of the protocol, which knows the verifier and not the password.</summary>
public class SrpPasswordTests
{
    private const string ServerB = "6aa85c6c5acbbd4a63db34783413732729c2c3842abb03353c14c40db22a2678e1803b2b25884ec66f7b41dde482e7a635478ba2105379d22ce5fd587abc445c9a3fe8f2a765c48fa6530723960732a713ea9eb0be169c912495e65c3d1863a3c6edcb639fc94e79c9a4d835abb3d71c110d9b0d64c70beb4fbf2a0c6e187e762be36491f56c30752a48cd1e4ce0d0ebb65024f0a11b01c27afde87b7914c97b5729202d46fcaba9dfff38c705d256c222ba4fc9a09d1f8d96c19988b8ca86aa01e2999f06f23629e542fa20e8360d43b164a0fc610c91b6b700bf7f4ef11f9d94fd197bb4f4f306bc46f55da6590b27a443469f53cc3aec4cd113f694d8ef1d";

    private static SrpPassword.Question Question => new(AesTests.Bytes(40, i => i), AesTests.Bytes(16, i => 50 + i), 3, BigEndian.Bytes(NumberTests.Prime), Convert.FromHexString(ServerB));

    [Fact]
    public void Prove_KnownAnswer_IsWhatTheServerExpects()
    {
        var proof = SrpPassword.Prove("пароль123", Question, AesTests.Bytes(256, i => i * 11 + 5));

        Assert.Equal("26ba0dff25b4e297ea806db12c0a75a4ac459fc8bc84c0a36d168d33fcce2a4f", Convert.ToHexStringLower(proof.M1));
        Assert.Equal("9c6d800c2effecc58ad77df8803a961575f81579f6b4f4f7467cf5a00241f8e1", Convert.ToHexStringLower(SHA256.HashData(proof.A)));
    }

    [Fact]
    public void Prove_ServerValueOutOfRange_RevealsNothing()
        => Assert.Throws<SecurityCheckException>(() => SrpPassword.Prove("x", Question with { ServerB = [1] }));

    [Fact]
    public void Prove_UnsafeGroup_RevealsNothing()
        => Assert.Throws<SecurityCheckException>(() => SrpPassword.Prove("x", Question with { G = 2 }));
}
