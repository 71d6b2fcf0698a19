using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Numbers that look random and can be computed again from the same input: the base of everything synthetic.</summary>
internal static class Mixer
{
    private const ulong Golden = 0x9e3779b97f4a7c15;

    // An odd factor and its inverse modulo 2^64: packing without memory, and back.
    private const ulong Factor = 0xd6e8feb86659fd93;
    private const ulong Pattern = 0x51a3c0ffee5eed01;
    private static readonly ulong Inverse = InverseOf(Factor);

    /// <summary>The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
        value = (value ^ value >> 27) * 0x94d049bb133111eb;
        return value ^ value >> 31;
    }

    public static ulong Mix(ulong first, ulong second) => Mix(Mix(first + Golden) ^ second);

    /// <summary>An id as the service shows it: positive and never zero.</summary>
    public static long Id(ulong first, ulong second) => (long)(Mix(first, second) >> 1) | 1;

    public static ulong Scramble(ulong value) => value * Factor ^ Pattern;

    public static ulong Unscramble(ulong value) => (value ^ Pattern) * Inverse;

    /// <summary>Fills the target with the bytes that start at this offset of the endless stream of a seed.</summary>
    public static void Fill(ulong seed, long offset, Span<byte> target)
    {
        Span<byte> word = stackalloc byte[8];
        var index = (ulong)offset / 8;
        if (offset % 8 is var skip and not 0)
        {
            var first = Mix(seed + index++ * Golden);
            MemoryMarshal.Write(word, in first);
            var head = Math.Min(8 - (int)skip, target.Length);
            word.Slice((int)skip, head).CopyTo(target);
            target = target[head..];
        }
        var words = MemoryMarshal.Cast<byte, ulong>(target);
        var wide = FillWide(seed + index * Golden, words);
        index += (ulong)wide;
        for (var position = wide; position < words.Length; position++) words[position] = Mix(seed + index++ * Golden);
        target = target[(words.Length * 8)..];
        var last = Mix(seed + index * Golden);
        MemoryMarshal.Write(word, in last);
        word[..target.Length].CopyTo(target);
    }

    // As many words as fill whole vectors, eight at a time where the processor multiplies so many.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FillWide(ulong first, Span<ulong> words)
    {
        if (!Vector512.IsHardwareAccelerated) return 0;
        var vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(words);
        var state = Vector512.Create(first) + Vector512<ulong>.Indices * Golden;
        var step = Vector512.Create(unchecked((ulong)Vector512<ulong>.Count * Golden));
        for (var position = 0; position < vectors.Length; position++)
        {
            var value = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9;
            value = (value ^ value >>> 27) * 0x94d049bb133111eb;
            vectors[position] = value ^ value >>> 31;
            state += step;
        }
        return vectors.Length * Vector512<ulong>.Count;
    }

    private static ulong InverseOf(ulong factor)
    {
        var inverse = factor;
        for (var round = 0; round < 6; round++) inverse *= 2 - factor * inverse;
        return inverse;
    }
}
