using System.Net;
using System.Net.Sockets;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>Leads from an IPv6 address of this machine to a data centre of the emulated Telegram.</summary>
internal sealed class Ipv6Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.IPv6Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;

    public Ipv6Relay(IPEndPoint target)
    {
        _listener.Start();
        _accepting = AcceptAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(IPEndPoint target)
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var accepted = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(RelayAsync(accepted, target));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task RelayAsync(TcpClient from, IPEndPoint target)
    {
        using var to = new TcpClient();
        using (from)
        {
            try
            {
                await to.ConnectAsync(target, _stop.Token);
                await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream(), _stop.Token), to.GetStream().CopyToAsync(from.GetStream(), _stop.Token));
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
            {
                // whoever is connected sees it by itself
            }
        }
    }
}
