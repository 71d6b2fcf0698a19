using System.Net;
using System.Text;
using TgPlatform.Plugins.Sandbox.Telegram.Session;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>A SOCKS5 proxy (RFC 1928, with or without the passwords of RFC 1929) whose only destinations are the data centres.</summary>
internal sealed class Socks5Relay(TelegramServer server)
{
    public async Task ServeAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[2];
        await stream.ReadExactlyAsync(head, cancellation);
        var methods = new byte[head[1]];
        await stream.ReadExactlyAsync(methods, cancellation);
        var withPassword = methods.Contains((byte)2) && !methods.Contains((byte)0);
        await stream.WriteAsync(new byte[] { 5, (byte)(withPassword ? 2 : 0) }, cancellation);
        if (withPassword) await AcceptPasswordAsync(stream, cancellation);
        var (host, port) = await ReadTargetAsync(stream, cancellation);
        var dataCentre = Destinations.Find(server, host, port);
        var reply = (byte)(dataCentre is null ? 4 : 0);
        await stream.WriteAsync(new byte[] { 5, reply, 0, 1, 0, 0, 0, 0, 0, 0 }, cancellation);
        if (dataCentre is null) server.Note($"socks5: no data centre at {host}:{port}");
        else await dataCentre.ServeAsync(stream, cancellation);
    }

    private static async Task AcceptPasswordAsync(Stream stream, CancellationToken cancellation)
    {
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellation);
        await stream.ReadExactlyAsync(new byte[length[1]], cancellation);
        await stream.ReadExactlyAsync(length.AsMemory(0, 1), cancellation);
        await stream.ReadExactlyAsync(new byte[length[0]], cancellation);
        await stream.WriteAsync(new byte[] { 1, 0 }, cancellation);
    }

    private static async Task<(string Host, int Port)> ReadTargetAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[5];
        await stream.ReadExactlyAsync(head, cancellation);
        var length = head[3] switch { 1 => 3, 4 => 15, 3 => head[4], _ => throw new InvalidDataException("An unknown kind of address.") };
        var rest = new byte[length + 2];
        await stream.ReadExactlyAsync(rest, cancellation);
        var host = head[3] == 3 ? Encoding.ASCII.GetString(rest, 0, length) : new IPAddress([head[4], .. rest[..length]]).ToString();
        return (host, rest[length] << 8 | rest[length + 1]);
    }
}

/// <summary>Which data centre is meant by an address: its own loopback port, or the address of the real one.</summary>
internal static class Destinations
{
    private static readonly Dictionary<string, int> Real = new()
    {
        ["149.154.175.50"] = 1,
        ["149.154.167.51"] = 2,
        ["149.154.175.100"] = 3,
        ["149.154.167.91"] = 4,
        ["149.154.171.5"] = 5,
        ["91.108.56.130"] = 5,
    };

    public static DataCentre? Find(TelegramServer server, string host, int port) => Real.TryGetValue(host, out var id)
        ? server.DataCentres.FirstOrDefault(dataCentre => dataCentre.Id == id)
        : server.DataCentres.FirstOrDefault(dataCentre => dataCentre.EndPoint.Port == port && IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
