using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TgPlatform.Peers;

/// <summary>A server of one tiny file that remembers when it was asked last.</summary>
internal sealed class FirstRequest : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private long _askedAt;

    public FirstRequest()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The file's address.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}/tiny.txt";

    /// <summary>The moment as <see cref="Stopwatch"/> counts it.</summary>
    public long AskedAt => Volatile.Read(ref _askedAt);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _serving.Wait();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (await client.GetStream().ReadAsync(buffer, _stop.Token) == 0)
                    continue;
                Volatile.Write(ref _askedAt, Stopwatch.GetTimestamp());
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\ntiny\n"u8.ToArray(), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: nothing more is asked.
        }
    }
}
