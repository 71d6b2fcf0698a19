using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>Listens on one port and hands each connection to a protocol. Connections end with it.</summary>
internal sealed class Relay(TelegramServer server, Func<Stream, CancellationToken, Task> serve) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _clients = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public IPEndPoint EndPoint => (IPEndPoint)_listener!.LocalEndpoint;

    public void Start(IPEndPoint address)
    {
        _listener = new TcpListener(address);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener?.Dispose();
        await _accepting;
        foreach (var client in _clients.Keys) client.Dispose();
        await Task.WhenAll(_clients.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(_stopping.Token);
                client.NoDelay = true;
                _clients[client] = ServeAsync(client);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                if (!_stopping.IsCancellationRequested) server.Note($"accept failed: {exception.Message}");
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client) await serve(client.GetStream(), _stopping.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidDataException)
        {
            server.Note($"connection ended: {exception.Message}");
        }
        _clients.TryRemove(client, out _);
    }
}
