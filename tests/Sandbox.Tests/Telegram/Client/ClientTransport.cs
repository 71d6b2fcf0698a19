using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;

namespace TgPlatform.Sandbox.Tests.Telegram.Client;

public enum ClientFraming { Abridged, Intermediate, Padded }

/// <summary>The client's end of a transport: sends the opening bytes, then frames like the server does.</summary>
internal static class ClientTransport
{
    public static async Task<Stream> DialAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<Wire> OpenAsync(Stream stream, ClientFraming framing, bool obfuscated, byte[]? secret = null, int dataCentre = 0)
    {
        var source = new ByteSource(stream);
        var (tag, frames) = framing switch
        {
            ClientFraming.Abridged => (0xefefefef, (Framing)new AbridgedFraming()),
            ClientFraming.Intermediate => (0xeeeeeeee, new IntermediateFraming()),
            _ => (0xdddddddd, new PaddedFraming()),
        };
        if (!obfuscated)
        {
            await stream.WriteAsync(BitConverter.GetBytes(tag).AsMemory(0, framing == ClientFraming.Abridged ? 1 : 4));
            return new Wire(stream, source, frames, null);
        }
        var header = RandomNumberGenerator.GetBytes(64);
        (header[0], header[4]) = (1, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(56), tag);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(60), (short)dataCentre);
        var reversed = header[8..56];
        Array.Reverse(reversed);
        byte[] KeyOf(byte[] key) => secret is null ? key : SHA256.HashData([.. key, .. secret]);
        var outgoing = new AesCtr(KeyOf(header[8..40]), header.AsSpan(40, 16));
        source.Cipher = new AesCtr(KeyOf(reversed[..32]), reversed.AsSpan(32));
        var encrypted = header.ToArray();
        outgoing.Apply(encrypted);
        await stream.WriteAsync((byte[])[.. header[..56], .. encrypted[56..]]);
        return new Wire(stream, source, frames, outgoing);
    }
}
