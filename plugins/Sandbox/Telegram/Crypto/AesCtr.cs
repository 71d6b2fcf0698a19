using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>A running AES-256-CTR stream: obfuscated transports and CDN files; the same call encrypts and decrypts.</summary>
internal sealed class AesCtr : IDisposable
{
    private const int Window = 4096;

    private readonly Aes _aes = Aes.Create();
    private readonly Vector128<byte>[]? _keys;
    private readonly byte[] _stream = new byte[Window];
    private UInt128 _counter;
    private int _used = Window;

    public AesCtr(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        if (CounterBlocks.IsSupported) _keys = AesKeySchedule.Encryption(key);
        else _aes.Key = key.ToArray();
        _counter = BinaryPrimitives.ReadUInt128BigEndian(iv);
    }

    public void Apply(Span<byte> data)
    {
        while (data.Length > 0)
        {
            if (_used == Window) Refill();
            var count = Math.Min(Window - _used, data.Length);
            Xor(data[..count], _stream.AsSpan(_used, count));
            _used += count;
            data = data[count..];
        }
    }

    public void Dispose() => _aes.Dispose();

    private void Refill()
    {
        _used = 0;
        if (_keys is not null)
        {
            CounterBlocks.Fill(MemoryMarshal.Cast<byte, Vector128<byte>>(_stream.AsSpan()), _keys, ref _counter);
            return;
        }
        Span<byte> counters = stackalloc byte[Window];
        for (var offset = 0; offset < Window; offset += 16) BinaryPrimitives.WriteUInt128BigEndian(counters[offset..], _counter++);
        _aes.EncryptEcb(counters, _stream, PaddingMode.None);
    }

    // Optimised from the first call: code that asks how wide a vector is cannot be compiled ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Xor(Span<byte> data, ReadOnlySpan<byte> stream)
    {
        var wide = MemoryMarshal.Cast<byte, Vector<byte>>(data);
        var wideStream = MemoryMarshal.Cast<byte, Vector<byte>>(stream);
        for (var index = 0; index < wide.Length; index++) wide[index] ^= wideStream[index];
        for (var index = wide.Length * Vector<byte>.Count; index < data.Length; index++) data[index] ^= stream[index];
    }
}
