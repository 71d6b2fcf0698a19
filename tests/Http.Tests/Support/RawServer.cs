using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TgPlatform.Http.Tests.Support;

/// <summary>A server that says exactly what a test wants, byte by byte, and so can break every rule.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<RawRequest, Stream, Task<bool>> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Writes an answer; true to keep the connection open for the next request.</param>
    /// <param name="certificate">Speaks TLS when given.</param>
    public RawServer(Func<RawRequest, Stream, Task<bool>> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public string Root => $"{(_certificate is null ? "http" : "https")}://{Authority}";

    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    public int Connections => _connections;

    /// <summary>A server with one answer for everything.</summary>
    public static RawServer Always(string head, byte[]? body = null, bool keepsOpen = true) => new(async (_, stream) =>
    {
        await stream.WriteAsync(Bytes(head, body ?? []));
        return keepsOpen;
    });

    /// <summary>A server with one text answer per request.</summary>
    public static RawServer Texts(Func<RawRequest, string> text) => new(async (request, stream) =>
    {
        await stream.WriteAsync(Bytes(text(request), []));
        return true;
    });

    /// <summary>Head lines separated by |, perhaps a body behind ||, and more body as sent.</summary>
    public static byte[] Bytes(string head, ReadOnlySpan<byte> body) => [.. Encoding.Latin1.GetBytes(Head(head)), .. body];

    private static string Head(string head)
    {
        var parts = head.Split("||", 2);
        return parts[0].Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n\r\n" + (parts.Length == 2 ? parts[1] : "");
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        foreach (var client in _clients)
            client.Dispose();
        await _accepting;
        _ending.Dispose();
        _certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                client.NoDelay = true;
                _clients.Add(client);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            await using (var stream = await SecureAsync(client))
            {
                while (await ReadRequestAsync(stream) is { } request)
                {
                    if (!await _answer(request, stream).WaitAsync(_ending.Token))
                        break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, as many of these tests make it do.
        }
    }

    private async ValueTask<Stream> SecureAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();
        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _ending.Token);
        return secure;
    }

    private async ValueTask<RawRequest?> ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _ending.Token) == 0)
                return null;
            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(static line => line.Split(": ", 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var request = new RawRequest(_requests.Count + 1, lines[0].Split(' ')[1], headers);
        _requests.Enqueue(request);
        return request;
    }
}
