using System.Collections.Concurrent;
using System.Net.Sockets;
using TgPlatform.Plugins.Telegram.Transport.FakeTls;

namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>An address of a data centre.</summary>
/// <param name="Host">An IPv4 or IPv6 address.</param>
/// <param name="IsMedia">Only files are served there.</param>
internal sealed record DcAddress(string Host, int Port, bool IsMedia = false)
{
    /// <summary>What obfuscation is keyed with there, as with an MTProxy's secret; null for nothing (core.telegram.org/constructor/dcOption).</summary>
    public byte[]? Secret { get; init; }
}

/// <summary>Opens connections to data centres, directly or through a proxy, plain or obfuscated.</summary>
internal sealed class Dialer(TimeProvider time, ProxySettings? proxy = null, FrameKind kind = FrameKind.Intermediate, bool isObfuscated = true)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Where nobody answered the last time: an IPv4 address where there is only IPv6 would cost every connection its patience.
    private readonly ConcurrentDictionary<DcAddress, bool> _silent = new();

    /// <summary>The first of the addresses that answers, those that did not answer the last time at the end; the error of the last when none does.</summary>
    public async Task<FrameSocket> ConnectAsync(int dc, IReadOnlyList<DcAddress> addresses, CancellationToken cancel)
    {
        ConnectionLostException? last = null;
        foreach (var address in addresses.OrderBy(_silent.ContainsKey).ToList())
        {
            try
            {
                var socket = await ConnectAsync(dc, address, cancel);
                _silent.TryRemove(address, out _);
                return socket;
            }
            catch (ConnectionLostException error)
            {
                _silent[address] = true;
                last = error;
            }
        }
        throw last ?? new ConnectionLostException($"no address of data centre {dc} is known");
    }

    private async Task<FrameSocket> ConnectAsync(int dc, DcAddress address, CancellationToken cancel) => Framed(await OpenAsync(dc, address, cancel), address, address.IsMedia ? -dc : dc);

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
            if (proxy?.FakeHost is not null) await FakeTlsOpening.RunAsync(socket, proxy, time.GetUtcNow(), both.Token);
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

    private FrameSocket Framed(Socket socket, DcAddress address, int dc)
    {
        var secret = proxy?.Kind == ProxyKind.MtProxy ? proxy.Secret : address.Secret ?? [];
        var framing = proxy is { IsPadded: true } ? FrameKind.PaddedIntermediate : kind;
        return new FrameSocket(socket, framing, isObfuscated || secret.Length > 0 ? new Obfuscation(framing, secret, dc) : null, proxy?.FakeHost is null ? null : new TlsRecords());
    }
}
