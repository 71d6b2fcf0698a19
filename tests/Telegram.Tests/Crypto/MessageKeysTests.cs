using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Tests.Crypto;

public class MessageKeysTests
{
    private static readonly byte[] AuthKey = AesTests.Bytes(256, i => i * 7 + 3);

    [Theory]
    [InlineData(MessageKeys.ToServer, "d9cf1634e5a7d5cc72307cacab030777", "f7366370a55b9dfb89023cea6333029ddd85b877500f147d922f278958db9b1a", "84b963af3fe77787da9371c5f546c30a00e457e2d07f34dc9e1460b7acfef39b")]
    [InlineData(MessageKeys.FromServer, "c95732fccfe7d90c50ef8bdc26205fcc", "0a7226d093000a2d83a08dcdbaf4dd3f33e7313cba6f606a4ee3b6e30cf0e611", "bffd613e5c822c6ebd8256a64c1489017ebb727439eada4286e9ca5758ad35eb")]
    public void Keys_KnownAnswer_InBothDirections(int x, string messageKey, string aesKey, string aesIv)
    {
        using var keys = new MessageKeys(AuthKey);
        byte[] message = new byte[16], key = new byte[32], iv = new byte[32];

        keys.MessageKey(AesTests.Bytes(80, i => i * 3), x, message);
        keys.AesKey(message, x, key, iv);

        Assert.Equal((messageKey, aesKey, aesIv), (Convert.ToHexStringLower(message), Convert.ToHexStringLower(key), Convert.ToHexStringLower(iv)));
    }

    [Fact]
    public void Exchange_KnownAnswer_ForTemporaryKeyHashAndIdentity()
    {
        var newNonce = AesTests.Bytes(32, i => 100 + i);
        var (key, iv) = ExchangeKeys.Temporary(newNonce, AesTests.Bytes(16, i => 1 + i));
        var hash = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128LittleEndian(hash, ExchangeKeys.NonceHash(newNonce, 2, AuthKey));

        Assert.Equal("495c69cddbba76cdaa333822c8cd7afc7a579521df324730fddd3e9ad1fc6eeb", Convert.ToHexStringLower(key));
        Assert.Equal("6cd7e8785a437eb63969124214fdeeacbd8c9de3143ab8ba9423116e64656667", Convert.ToHexStringLower(iv));
        Assert.Equal("3bf285551f1c6cfa2dce4f3425cd7538", Convert.ToHexStringLower(hash));
        Assert.Equal("9ed6e6ef196cc931", Convert.ToHexStringLower(BitConverter.GetBytes(ExchangeKeys.KeyId(AuthKey))));
    }
}
