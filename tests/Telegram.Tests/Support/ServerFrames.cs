using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>The server's end of every transport, told apart by the first bytes, as a data centre does.</summary>
internal sealed class ServerFrames(Stream stream, byte[] secret) : IDisposable
{
    private AesCtr? _in, _out;
    private uint _kind;

    public uint Kind => _kind;
    public bool IsObfuscated => _in is not null;
    public short ProxyDc { get; private set; }

    public void Dispose()
    {
        _in?.Dispose();
        _out?.Dispose();
    }

    public async Task BeginAsync()
    {
        var first = await ReadAsync(1);
        if (first[0] == 0xef) { _kind = 0xefefefef; return; }
        byte[] four = [first[0], .. await ReadAsync(3)];
        _kind = BinaryPrimitives.ReadUInt32LittleEndian(four);
        if (_kind is 0xeeeeeeee or 0xdddddddd) return;
        byte[] opening = [.. four, .. await ReadAsync(60)];
        byte[] back = [.. opening[8..56].Reverse()];
        _in = new AesCtr(Key(opening[8..40]), opening.AsSpan(40, 16));
        _out = new AesCtr(Key(back[..32]), back.AsSpan(32, 16));
        _in.Apply(opening);
        _kind = BinaryPrimitives.ReadUInt32LittleEndian(opening.AsSpan(56));
        ProxyDc = BinaryPrimitives.ReadInt16LittleEndian(opening.AsSpan(60));
        if (_kind is not (0xefefefef or 0xeeeeeeee or 0xdddddddd)) throw new InvalidDataException("the secret does not fit");
    }

    public async Task<byte[]> ReceiveAsync()
    {
        if (_kind != 0xefefefef) return await ReadAsync(BinaryPrimitives.ReadInt32LittleEndian(await ReadAsync(4)));
        var words = (int)(await ReadAsync(1))[0];
        if (words == 0x7f)
        {
            var three = await ReadAsync(3);
            words = three[0] | three[1] << 8 | three[2] << 16;
        }
        return await ReadAsync(words * 4);
    }

    public async Task SendAsync(byte[] payload)
    {
        byte[] frame = _kind switch
        {
            0xefefefef when payload.Length / 4 < 0x7f => [(byte)(payload.Length / 4), .. payload],
            0xefefefef => [0x7f, (byte)(payload.Length / 4), (byte)(payload.Length / 4 >> 8), (byte)(payload.Length / 4 >> 16), .. payload],
            0xdddddddd => Padded([.. payload, .. RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(16))]),
            _ => Padded(payload),
        };
        await SendRawAsync(frame);
    }

    public async Task SendRawAsync(byte[] bytes)
    {
        _out?.Apply(bytes);
        await stream.WriteAsync(bytes);
    }

    private static byte[] Padded(byte[] content)
    {
        var frame = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        content.CopyTo(frame, 4);
        return frame;
    }

    private byte[] Key(byte[] key) => secret.Length == 0 ? key : SHA256.HashData([.. key, .. secret]);

    private async Task<byte[]> ReadAsync(int count)
    {
        var data = new byte[count];
        await stream.ReadExactlyAsync(data);
        _in?.Apply(data);
        return data;
    }
}
