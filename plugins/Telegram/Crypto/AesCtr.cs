using System.Buffers.Binary;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>AES-256 in counter mode over a stream: what is applied next continues where the last call ended.</summary>
internal sealed class AesCtr : IDisposable
{
    private const int Block = 16;

    private readonly AesSchedule _schedule;
    private readonly AesCtrPlain? _plain;
    private readonly byte[] _begun = new byte[Block];
    private UInt128 _next;
    private int _used = Block;

    public AesCtr(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        _next = BinaryPrimitives.ReadUInt128BigEndian(iv);
        if (AesCtrX86.IsSupported) _schedule = AesSchedule.ForEncryption(key);
        else _plain = new AesCtrPlain(key);
    }

    public void Apply(Span<byte> data)
    {
        data = data[UseBegun(data)..];
        var whole = data.Length / Block * Block;
        ApplyBlocks(data[..whole]);
        if (whole == data.Length) return;
        Array.Clear(_begun);
        ApplyBlocks(_begun);
        _used = 0;
        UseBegun(data[whole..]);
    }

    public void Dispose() => _plain?.Dispose();

    private int UseBegun(Span<byte> data)
    {
        var count = Math.Min(data.Length, Block - _used);
        for (var i = 0; i < count; i++) data[i] ^= _begun[_used + i];
        _used += count;
        return count;
    }

    private void ApplyBlocks(Span<byte> data)
    {
        if (_plain is null) AesCtrX86.Apply(data, _schedule.Bytes, ref _next);
        else _plain.Apply(data, ref _next);
    }
}
