using System.Net.Sockets;

namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>An address of a data centre.</summary>
/// <param name="Host">An IPv4 or IPv6 address.</param>
/// <param name="IsMedia">Only files are served there.</param>
internal sealed record DcAddress(string Host, int Port, bool IsMedia = false);

/// <summary>Opens connections to data centres, directly or through a proxy, plain or obfuscated.</summary>
internal sealed class Dialer(TimeProvider time, ProxySettings? proxy = null, FrameKind kind = FrameKind.Intermediate, bool isObfuscated = true)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first of the addresses that answers; the error of the last when none does.</summary>
    public async Task<FrameSocket> ConnectAsync(int dc, IReadOnlyList<DcAddress> addresses, CancellationToken cancel)
    {
        ConnectionLostException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(dc, address, cancel);
            }
            catch (ConnectionLostException error)
            {
                last = error;
            }
        }
        throw last ?? new ConnectionLostException($"no address of data centre {dc} is known");
    }

    private async Task<FrameSocket> ConnectAsync(int dc, DcAddress address, CancellationToken cancel) => Framed(await OpenAsync(dc, address, cancel), address.IsMedia ? -dc : dc);

    /// <summary>The connection as it is before anything is said to the data centre.</summary>
    public async Task<Socket> OpenAsync(int dc, DcAddress address, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var (host, port) = proxy is null ? (address.Host, address.Port) : (proxy.Host, proxy.Port);
            await socket.ConnectAsync(host, port, both.Token);
            if (proxy?.Kind == ProxyKind.Socks5) await ProxyOpenings.Socks5Async(socket, proxy, address.Host, address.Port, both.Token);
            if (proxy?.Kind == ProxyKind.Http) await ProxyOpenings.HttpAsync(socket, proxy, address.Host, address.Port, both.Token);
            return socket;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ConnectionLostException)
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            if (error is ConnectionLostException) throw;
            var why = error is SocketException ? error.Message : $"no answer in {Patience.TotalSeconds:0} seconds";
            throw new ConnectionLostException($"data centre {dc} at {address.Host}:{address.Port}{(proxy is null ? "" : $" through {proxy}")} cannot be reached: {why}", error);
        }
    }

    private FrameSocket Framed(Socket socket, int dc)
    {
        var framing = proxy is { IsPadded: true } ? FrameKind.PaddedIntermediate : kind;
        var isHidden = isObfuscated || proxy?.Kind == ProxyKind.MtProxy;
        return new FrameSocket(socket, framing, isHidden ? new Obfuscation(framing, proxy?.Secret ?? [], dc) : null);
    }
}
