using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>The 15 round keys of AES-256, as little-endian columns: no allocation, one per message.</summary>
[InlineArray(Words)]
internal struct AesSchedule
{
    public const int Words = 60;
    private uint _first;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes((ReadOnlySpan<uint>)this);

    public static AesSchedule ForEncryption(ReadOnlySpan<byte> key)
    {
        if (key.Length != 32) throw new ArgumentException("an AES-256 key has 32 bytes", nameof(key));
        var schedule = new AesSchedule();
        Span<uint> words = schedule;
        key.CopyTo(MemoryMarshal.AsBytes(words));
        var constant = 1u;
        for (var i = 8; i < Words; i++)
        {
            var word = words[i - 1];
            if (i % 8 == 0)
            {
                word = Substitute(BitOperations.RotateRight(word, 8)) ^ constant;
                constant <<= 1;
            }
            else if (i % 8 == 4) word = Substitute(word);
            words[i] = words[i - 8] ^ word;
        }
        return schedule;
    }

    /// <summary>The keys of the equivalent inverse cipher (FIPS 197 §5.3.5), in the order they are used.</summary>
    public static AesSchedule ForDecryption(ReadOnlySpan<byte> key)
    {
        var forward = ForEncryption(key);
        var schedule = new AesSchedule();
        for (var round = 0; round <= 14; round++)
            for (var column = 0; column < 4; column++)
            {
                var word = forward[(14 - round) * 4 + column];
                schedule[round * 4 + column] = round is 0 or 14 ? word : InverseMix(word);
            }
        return schedule;
    }

    private static uint Substitute(uint w)
        => AesTables.SBox[w & 255] | (uint)AesTables.SBox[w >> 8 & 255] << 8 | (uint)AesTables.SBox[w >> 16 & 255] << 16 | (uint)AesTables.SBox[w >> 24] << 24;

    private static uint InverseMix(uint w)
    {
        var d = AesTables.Decrypt;
        var s = AesTables.SBox;
        return d[s[w & 255]] ^ BitOperations.RotateLeft(d[s[w >> 8 & 255]], 8) ^ BitOperations.RotateLeft(d[s[w >> 16 & 255]], 16) ^ BitOperations.RotateLeft(d[s[w >> 24]], 24);
    }
}
