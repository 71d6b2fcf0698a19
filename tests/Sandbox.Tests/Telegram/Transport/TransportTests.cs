using System.Net;
using System.Text;
using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Transport;

public class TransportTests : EmulatorTest
{
    [Theory]
    [InlineData(ClientFraming.Abridged, false)]
    [InlineData(ClientFraming.Abridged, true)]
    [InlineData(ClientFraming.Intermediate, false)]
    [InlineData(ClientFraming.Intermediate, true)]
    [InlineData(ClientFraming.Padded, false)]
    [InlineData(ClientFraming.Padded, true)]
    public async Task Connection_OfEveryTransport_CarriesSmallAndLargeMessages(ClientFraming framing, bool obfuscated)
    {
        var stream = await ClientTransport.DialAsync(Telegram.EndPoints[2]);

        await AssertWorksAsync(await ClientTransport.OpenAsync(stream, framing, obfuscated), 2);
    }

    [Fact]
    public async Task Socks5_AddressOfTheRealDataCentre_LeadsToOurs()
    {
        var stream = await ClientTransport.DialAsync(Telegram.Socks5);
        await stream.WriteAsync(new byte[] { 5, 1, 0, 5, 1, 0, 1, 149, 154, 167, 91, 1, 187 });
        var reply = new byte[12];
        await stream.ReadExactlyAsync(reply);

        Assert.Equal([5, 0, 5, 0], reply[..4]);
        await AssertWorksAsync(await ClientTransport.OpenAsync(stream, ClientFraming.Abridged, obfuscated: true), 4);
    }

    [Fact]
    public async Task Socks5_WithPasswordAndHostName_LeadsToThePort()
    {
        var stream = await ClientTransport.DialAsync(Telegram.Socks5);
        await stream.WriteAsync(new byte[] { 5, 1, 2, 1, 1, 120, 1, 121 });
        var host = Encoding.ASCII.GetBytes("127.0.0.1");
        var port = Telegram.EndPoints[3].Port;
        await stream.WriteAsync((byte[])[5, 1, 0, 3, (byte)host.Length, .. host, (byte)(port >> 8), (byte)port]);
        var reply = new byte[14];
        await stream.ReadExactlyAsync(reply);

        Assert.Equal([5, 2, 1, 0, 5, 0], reply[..6]);
        await AssertWorksAsync(await ClientTransport.OpenAsync(stream, ClientFraming.Intermediate, obfuscated: false), 3);
    }

    [Fact]
    public async Task HttpConnect_OnlyToDataCentres()
    {
        var good = await ConnectAsync(Telegram.EndPoints[1]);
        var bad = await ConnectAsync(new IPEndPoint(IPAddress.Loopback, 9));

        Assert.Contains("200", good.Head, StringComparison.Ordinal);
        Assert.Contains("502", bad.Head, StringComparison.Ordinal);
        await AssertWorksAsync(await ClientTransport.OpenAsync(good.Stream, ClientFraming.Padded, obfuscated: true), 1);
    }

    [Fact]
    public async Task MtProxy_RightSecret_LeadsToTheNamedDataCentre()
    {
        var secret = new EmulatedTelegramOptions().ProxySecret;
        var stream = await ClientTransport.DialAsync(Telegram.MtProxy);

        await AssertWorksAsync(await ClientTransport.OpenAsync(stream, ClientFraming.Padded, obfuscated: true, secret, dataCentre: 3), 3);
    }

    [Fact]
    public async Task MtProxy_WrongSecret_IsClosed()
    {
        var stream = await ClientTransport.DialAsync(Telegram.MtProxy);
        var wire = await ClientTransport.OpenAsync(stream, ClientFraming.Padded, obfuscated: true, new byte[16], dataCentre: 3);

        await Assert.ThrowsAnyAsync<IOException>(() => new Handshaker(wire, Telegram.PublicKeyPem).RunAsync());
    }

    private async Task AssertWorksAsync(Wire wire, int dataCentre)
    {
        var handshaker = new Handshaker(wire, Telegram.PublicKeyPem);
        await handshaker.RunAsync();
        using var client = new TestClient(wire, handshaker.AuthKey, handshaker.Salt);
        Assert.Equal(dataCentre, (await client.CallAsync(new TlObject("help.getNearestDc"))).Int("this_dc"));
        // Long enough for the long form of every length prefix.
        var ids = Enumerable.Range(1, 300).Select(id => (long)id).ToArray();
        await client.SendAsync(new TlObject("msgs_state_req") { ["msg_ids"] = ids });
        Assert.Equal(300, (await client.WaitAsync("msgs_state_info")).Body!.Bytes("info").Length);
    }

    private async Task<(Stream Stream, string Head)> ConnectAsync(IPEndPoint target)
    {
        var stream = await ClientTransport.DialAsync(Telegram.HttpProxy);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n"));
        var head = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Add(one[0]);
        }
        return (stream, Encoding.ASCII.GetString([.. head]));
    }
}
