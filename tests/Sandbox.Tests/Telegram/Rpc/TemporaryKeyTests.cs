using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Rpc;

public class TemporaryKeyTests : EmulatorTest
{
    private const long Nonce = 4711;

    [Fact]
    public async Task TemporaryKey_Unbound_IsRefusedAndBoundSpeaksForThePermanentOne()
    {
        using var permanent = await LogInAsync();
        using var temporary = await ConnectAsync();
        Assert.Equal("AUTH_KEY_PERM_EMPTY", (await temporary.CallAsync(new TlObject("updates.getState"))).Text("error_message"));

        Assert.Equal(true, await temporary.AnyAsync(Bind(permanent, temporary, temporary.Session)));

        Assert.Equal("updates.state", (await temporary.CallAsync(new TlObject("updates.getState"))).Name);
    }

    [Fact]
    public async Task Binding_ThatNamesAnotherSession_IsInvalid()
    {
        using var permanent = await LogInAsync();
        using var temporary = await ConnectAsync();

        Assert.Equal("ENCRYPTED_MESSAGE_INVALID", (await temporary.CallAsync(Bind(permanent, temporary, temporary.Session + 1))).Text("error_message"));
    }

    [Fact]
    public async Task TemporaryKey_AfterItsTime_IsUnknown()
    {
        using var permanent = await LogInAsync();
        using var temporary = await ConnectAsync();
        await temporary.AnyAsync(Bind(permanent, temporary, temporary.Session));

        Time.Advance(TimeSpan.FromSeconds(101));
        await temporary.SendAsync(new TlObject("updates.getState"));

        Assert.Equal(-404, (await Assert.ThrowsAsync<TransportErrorException>(() => temporary.WaitAsync("rpc_result"))).Code);
    }

    private async Task<TestClient> ConnectAsync()
    {
        var wire = await ClientTransport.OpenAsync(await ClientTransport.DialAsync(Telegram.EndPoints[2]), ClientFraming.Intermediate, obfuscated: false);
        var handshaker = new Handshaker(wire, Telegram.PublicKeyPem);
        await handshaker.RunAsync(expiresIn: 100);
        return new TestClient(wire, handshaker.AuthKey, handshaker.Salt);
    }

    /// <summary>auth.bindTempAuthKey with its message encrypted by the permanent key, MTProto 1.0 style.</summary>
    private static TlObject Bind(TestClient permanent, TestClient temporary, long session)
    {
        var inner = TlWriter.ToArray(new TlObject("bind_auth_key_inner")
        {
            ["nonce"] = Nonce,
            ["temp_auth_key_id"] = temporary.KeyId,
            ["perm_auth_key_id"] = permanent.KeyId,
            ["temp_session_id"] = session,
            ["expires_at"] = 5000,
        });
        byte[] plain = [.. RandomNumberGenerator.GetBytes(16), .. BitConverter.GetBytes(temporary.NextId()), .. new byte[4], .. BitConverter.GetBytes(inner.Length), .. inner];
        var messageKey = MessageKeys.Sha1(plain)[4..];
        byte[] key = new byte[32], iv = new byte[32];
        MessageKeys.DeriveOld(permanent.AuthKey, messageKey, key, iv);
        byte[] encrypted = [.. plain, .. RandomNumberGenerator.GetBytes(-plain.Length & 15)];
        AesIge.Encrypt(encrypted, key, iv);
        return new TlObject("auth.bindTempAuthKey")
        {
            ["perm_auth_key_id"] = permanent.KeyId,
            ["nonce"] = Nonce,
            ["expires_at"] = 5000,
            ["encrypted_message"] = (byte[])[.. BitConverter.GetBytes(permanent.KeyId), .. messageKey, .. encrypted],
        };
    }
}
