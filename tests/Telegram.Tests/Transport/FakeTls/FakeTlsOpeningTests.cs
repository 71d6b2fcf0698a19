using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Numerics;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Transport;
using TgPlatform.Plugins.Telegram.Transport.FakeTls;

namespace TgPlatform.Plugins.Telegram.Tests.Transport.FakeTls;

public class FakeTlsOpeningTests
{
    private const string Secret = "00112233445566778899aabbccddeeff", Host = "www.example.org";

    [Theory]
    [InlineData("a.b"), InlineData(Host)]
    public async Task Create_ReadByARealTlsServer_IsUnderstoodAndAnsweredWithTls13(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint, Pool.Patience);
        using var accepted = await listener.AcceptTcpClientAsync(Pool.Patience);
        using var certificate = SelfSigned();
        string? asked = null;
        await using var server = new SslStream(accepted.GetStream());
        var serving = server.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls13, ServerCertificateSelectionCallback = (_, name) => { asked = name; return certificate; } }, Pool.Patience);
        var hello = ClientHello.Create(Convert.FromHexString(Secret), host, DateTimeOffset.UtcNow);
        var answer = new byte[11];

        await socket.SendAsync(hello);
        for (var read = 0; read < answer.Length;) read += await socket.ReceiveAsync(answer.AsMemory(read), Pool.Patience);

        Assert.Equal(ClientHello.Length, hello.Length);
        // A handshake record with a ServerHello, and no alert.
        Assert.Equal<byte>([22, 3, 3], answer[..3]);
        Assert.Equal<byte>([2, 0, 0], answer[5..8]);
        Assert.Equal(host, asked);
        socket.Close();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    [Fact]
    public void Create_LongestHost_StillFits()
    {
        var hello = ClientHello.Create(Convert.FromHexString(Secret), new string('a', ClientHello.LongestHost), DateTimeOffset.UtcNow);

        Assert.Equal(ClientHello.Length, hello.Length);
        Assert.Contains(new string('a', ClientHello.LongestHost), Encoding.Latin1.GetString(hello), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Twice_NothingThatIsRandomIsTheSame()
    {
        var (first, second) = (KeyShare.Create(), KeyShare.Create());

        Assert.NotEqual(first, second);
        Assert.All([first, second], key => Assert.True(KeyShare.IsOnCurve(new BigInteger(key, isUnsigned: true))));
    }

    [Theory]
    [InlineData("noise"), InlineData("replayed"), InlineData("foreign"), InlineData("alert")]
    public async Task Connect_WhoAnswersDoesNotKnowTheSecret_IsToldNothing(string lie)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var proxy = ProxySettings.Parse($"mtproxy://ee{Secret}{Convert.ToHexString(Encoding.ASCII.GetBytes(Host))}@{listener.LocalEndpoint}");
        var connecting = new Dialer(TimeProvider.System, proxy).ConnectAsync(2, [new("127.0.0.1", 1)], Pool.Patience);
        using var accepted = await listener.AcceptSocketAsync(Pool.Patience);
        var hello = new byte[ClientHello.Length];
        for (var read = 0; read < hello.Length;) read += await accepted.ReceiveAsync(hello.AsMemory(read), Pool.Patience);

        await accepted.SendAsync(Answer(lie, hello));

        var error = await Assert.ThrowsAsync<ProxyUnprovenException>(() => connecting);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await accepted.ReceiveAsync(new byte[1], Pool.Patience));
    }

    private static byte[] Answer(string lie, byte[] hello)
    {
        if (lie == "alert") return [21, 3, 3, 0, 2];
        byte[] answer = [22, 3, 3, 0, 90, 2, 0, 0, 86, 3, 3, .. new byte[84], 20, 3, 3, 0, 1, 1, 23, 3, 3, 0, 64, .. RandomNumberGenerator.GetBytes(64)];
        var random = lie == "replayed" ? RandomNumberGenerator.GetBytes(32) : hello[11..43];
        var secret = lie == "foreign" ? new byte[16] : Convert.FromHexString(Secret);
        var proof = lie == "noise" ? RandomNumberGenerator.GetBytes(32) : HMACSHA256.HashData(secret, (byte[])[.. random, .. answer]);
        proof.CopyTo(answer, 11);
        return answer;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + Host, key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
