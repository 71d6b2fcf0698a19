using TgPlatform.Plugins.Telegram.Handshake;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>A client's connection and the server's end of it, on a real socket, with a key both have from the start.</summary>
internal sealed class ConnectedPair : IAsyncDisposable
{
    private static readonly byte[] KeyBytes = [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 31 + 7))];

    public FakeDc Dc { get; } = new();
    public KeyState State { get; private set; } = null!;
    public Connection Client { get; private set; } = null!;

    public static async Task<ConnectedPair> CreateAsync(TimeProvider? time = null, Action<ReadOnlyMemory<byte>>? onUpdate = null, Action? onNewSession = null, FrameKind kind = FrameKind.Intermediate)
    {
        time ??= TimeProvider.System;
        var pair = new ConnectedPair();
        var key = new AuthKey(KeyBytes);
        pair.Dc.Keys[key.Id] = KeyBytes;
        var clock = new ServiceClock(time);
        pair.State = new KeyState(key, clock, new ServerSalts(clock, 77));
        var socket = await new Dialer(time, kind: kind).ConnectAsync(2, [pair.Dc.Address], default);
        pair.Client = new Connection(socket, pair.State, new Introduction(new ClientOptions(1, "hash"), hasUpdates: true), time, onUpdate, onNewSession);
        return pair;
    }

    /// <summary>Asks for the nearest data centre, the smallest question there is.</summary>
    public RpcCall<NearestDc> Ask()
    {
        var call = new RpcCall<NearestDc>(new HelpGetNearestDc());
        Assert.True(Client.TrySend(call));
        return call;
    }

    public static void WriteAnswer(TlWriter w) => WriteAnswer(w, "xx");

    public static void WriteAnswer(TlWriter w, string country)
    {
        w.WriteUInt32(NearestDc.Id_);
        w.WriteString(country);
        w.WriteInt32(2);
        w.WriteInt32(4);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Dc.DisposeAsync();
    }
}
