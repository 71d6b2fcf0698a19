using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Counter mode over the system's block cipher, for processors without instructions we know.</summary>
internal sealed class AesCtrPlain : IDisposable
{
    private const int Chunk = 8192;

    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _cipher;
    private readonly byte[] _counters = new byte[Chunk], _stream = new byte[Chunk];

    public AesCtrPlain(ReadOnlySpan<byte> key)
    {
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _aes.Key = key.ToArray();
        _cipher = _aes.CreateEncryptor();
    }

    /// <param name="data">Whole blocks.</param>
    /// <param name="next">The counter of the first of them; afterwards of the block behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<byte> data, ref UInt128 next)
    {
        while (data.Length > 0)
        {
            var length = Math.Min(Chunk, data.Length);
            for (var at = 0; at < length; at += 16) BinaryPrimitives.WriteUInt128BigEndian(_counters.AsSpan(at), next++);
            _cipher.TransformBlock(_counters, 0, length, _stream, 0);
            var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(data[..length]);
            var masks = MemoryMarshal.Cast<byte, Vector<byte>>(_stream);
            for (var i = 0; i < vectors.Length; i++) vectors[i] ^= masks[i];
            for (var i = vectors.Length * Vector<byte>.Count; i < length; i++) data[i] ^= _stream[i];
            data = data[length..];
        }
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _aes.Dispose();
    }
}
