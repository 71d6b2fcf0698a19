using System.Net.Sockets;
using System.Text;

namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>What is said to a SOCKS5 (RFC 1928, 1929) or HTTP (RFC 9110 CONNECT) proxy before the stream is ours.</summary>
internal static class ProxyOpenings
{
    private const int LongestHttpHead = 16 << 10;

    public static async Task Socks5Async(Socket socket, ProxySettings proxy, string host, int port, CancellationToken cancel)
    {
        var hasUser = proxy.User.Length > 0;
        await SendAsync(socket, hasUser ? [5, 2, 0, 2] : [5, 1, 0], cancel);
        var choice = await ReadAsync(socket, 2, cancel);
        if (choice[0] == 5 && choice[1] == 2 && hasUser)
        {
            byte[] user = Encoding.UTF8.GetBytes(proxy.User), password = Encoding.UTF8.GetBytes(proxy.Password);
            await SendAsync(socket, [1, (byte)user.Length, .. user, (byte)password.Length, .. password], cancel);
            if ((await ReadAsync(socket, 2, cancel))[1] != 0) throw Refused(proxy, "user or password is wrong");
        }
        else if (choice[0] != 5 || choice[1] != 0) throw Refused(proxy, "it wants a log-in that was not given");
        await SendAsync(socket, [5, 1, 0, .. Address(host), (byte)(port >> 8), (byte)port], cancel);
        var answer = await ReadAsync(socket, 4, cancel);
        if (answer[1] != 0) throw Refused(proxy, $"it could not reach {host}:{port} (code {answer[1]})");
        var rest = answer[3] switch { 1 => 4, 4 => 16, 3 => (await ReadAsync(socket, 1, cancel))[0], _ => throw Refused(proxy, "its answer makes no sense") };
        await ReadAsync(socket, rest + 2, cancel);
    }

    public static async Task HttpAsync(Socket socket, ProxySettings proxy, string host, int port, CancellationToken cancel)
    {
        var target = host.Contains(':') ? $"[{host}]:{port}" : $"{host}:{port}";
        var login = proxy.User.Length == 0 ? "" : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{proxy.User}:{proxy.Password}"))}\r\n";
        await SendAsync(socket, Encoding.ASCII.GetBytes($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{login}\r\n"), cancel);
        var head = new StringBuilder();
        // Byte by byte: what follows the head already belongs to the stream.
        while (!EndsHead(head))
        {
            if (head.Length > LongestHttpHead) throw Refused(proxy, "its answer has no end");
            head.Append((char)(await ReadAsync(socket, 1, cancel))[0]);
        }
        var status = head.ToString().Split('\r')[0];
        if (status.Split(' ') is not [_, "200", ..]) throw Refused(proxy, $"it answered '{status}'");
    }

    private static bool EndsHead(StringBuilder head)
        => head.Length >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';

    private static byte[] Address(string host)
    {
        if (!System.Net.IPAddress.TryParse(host, out var ip)) return [3, (byte)Encoding.ASCII.GetByteCount(host), .. Encoding.ASCII.GetBytes(host)];
        return [(byte)(ip.AddressFamily == AddressFamily.InterNetworkV6 ? 4 : 1), .. ip.GetAddressBytes()];
    }

    private static async Task SendAsync(Socket socket, byte[] data, CancellationToken cancel)
    {
        for (var sent = 0; sent < data.Length;) sent += await socket.SendAsync(data.AsMemory(sent), cancel);
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count, CancellationToken cancel)
    {
        var data = new byte[count];
        for (var read = 0; read < count;)
        {
            var got = await socket.ReceiveAsync(data.AsMemory(read), cancel);
            read += got > 0 ? got : throw new ConnectionLostException("the proxy closed the connection");
        }
        return data;
    }

    private static ConnectionLostException Refused(ProxySettings proxy, string why) => new($"the proxy {proxy} refused: {why}");
}
