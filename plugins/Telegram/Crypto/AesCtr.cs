using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>AES-256 in counter mode over a stream: what is applied next continues where the last call ended.</summary>
internal sealed class AesCtr : IDisposable
{
    private const int Chunk = 8192;

    private readonly Aes _aes;
    private readonly ICryptoTransform _cipher;
    private readonly byte[] _counters = new byte[Chunk], _stream = new byte[Chunk];
    private UInt128 _next;
    private int _used = Chunk;

    public AesCtr(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        _aes = Aes.Create();
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _aes.Key = key.ToArray();
        _cipher = _aes.CreateEncryptor();
        _next = BinaryPrimitives.ReadUInt128BigEndian(iv);
    }

    public void Apply(Span<byte> data)
    {
        while (data.Length > 0)
        {
            if (_used == Chunk) Refill(data.Length);
            var count = Math.Min(data.Length, Chunk - _used);
            Xor(data[..count], _stream.AsSpan(_used, count));
            _used += count;
            data = data[count..];
        }
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _aes.Dispose();
    }

    // A short message costs a few blocks, not a whole chunk: the stream is laid at the chunk's end.
    private void Refill(int wanted)
    {
        var length = Math.Min(Chunk, (wanted + 15) / 16 * 16);
        for (var at = 0; at < length; at += 16) BinaryPrimitives.WriteUInt128BigEndian(_counters.AsSpan(at), _next++);
        _used = Chunk - length;
        _cipher.TransformBlock(_counters, 0, length, _stream, _used);
    }

    private static void Xor(Span<byte> data, ReadOnlySpan<byte> stream)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(data);
        var masks = MemoryMarshal.Cast<byte, Vector<byte>>(stream);
        for (var i = 0; i < vectors.Length; i++) vectors[i] ^= masks[i];
        for (var i = vectors.Length * Vector<byte>.Count; i < data.Length; i++) data[i] ^= stream[i];
    }
}
