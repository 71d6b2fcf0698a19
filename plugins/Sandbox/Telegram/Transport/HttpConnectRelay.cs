using System.Globalization;
using System.Text;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>An HTTP proxy that knows one method, CONNECT (RFC 9110 §9.3.6), and leads to the data centres only.</summary>
internal sealed class HttpConnectRelay(TelegramServer server)
{
    private const int LongestHead = 8192;

    public async Task ServeAsync(Stream stream, CancellationToken cancellation)
    {
        var words = (await ReadHeadAsync(stream, cancellation)).Split(' ', 3);
        var colon = words.Length > 1 ? words[1].LastIndexOf(':') : -1;
        if (words[0] != "CONNECT" || colon < 0)
        {
            await stream.WriteAsync("HTTP/1.1 405 Method Not Allowed\r\n\r\n"u8.ToArray(), cancellation);
            return;
        }
        var port = int.Parse(words[1].AsSpan(colon + 1), CultureInfo.InvariantCulture);
        if (Destinations.Find(server, words[1][..colon].Trim('[', ']'), port) is not { } dataCentre)
        {
            await stream.WriteAsync("HTTP/1.1 502 Bad Gateway\r\n\r\n"u8.ToArray(), cancellation);
            return;
        }
        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellation);
        await dataCentre.ServeAsync(stream, cancellation);
    }

    private static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < LongestHead)
        {
            await stream.ReadExactlyAsync(one, cancellation);
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n") return head.ToString();
        }
        throw new InvalidDataException("The head of the request does not end.");
    }
}
