using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Session;

namespace TgPlatform.Plugins.Telegram.Tests.Session;

public class DecryptionTests
{
    [Fact]
    public async Task Run_ManyConnectionsAtOnce_EveryMessageIsDecryptedWithItsOwnKey()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(connection => Task.Run(async () =>
        {
            var decryption = new Decryption();
            for (var message = 0; message < 40; message++)
            {
                byte[] plain = RandomNumberGenerator.GetBytes(16 * (1 + (connection * 37 + message * 101) % 500)), data = [.. plain];
                RandomNumberGenerator.Fill(decryption.Key);
                RandomNumberGenerator.Fill(decryption.Iv);
                AesIge.Encrypt(data, decryption.Key, decryption.Iv);

                await decryption.RunAsync(data).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

                Assert.Equal(plain, data);
            }
        })));
    }
}
