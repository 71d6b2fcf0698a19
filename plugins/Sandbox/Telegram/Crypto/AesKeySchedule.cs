using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>The fifteen round keys of AES-256 (FIPS 197 §5.2), and their inverse for the equivalent decryption (§5.3.5).</summary>
internal static class AesKeySchedule
{
    public static Vector128<byte>[] Encryption(ReadOnlySpan<byte> key)
    {
        var words = new uint[60];
        MemoryMarshal.Cast<byte, uint>(key).CopyTo(words);
        uint constant = 1;
        for (var index = 8; index < words.Length; index++)
        {
            var previous = words[index - 1];
            if (index % 8 == 0)
            {
                previous = Substitute(uint.RotateRight(previous, 8)) ^ constant;
                constant <<= 1;
            }
            else if (index % 8 == 4)
            {
                previous = Substitute(previous);
            }
            words[index] = words[index - 8] ^ previous;
        }
        return MemoryMarshal.Cast<uint, Vector128<byte>>(words).ToArray();
    }

    public static Vector128<byte>[] Decryption(ReadOnlySpan<byte> key)
    {
        var keys = Encryption(key);
        Array.Reverse(keys);
        for (var round = 1; round < 14; round++) keys[round] = X86Aes.InverseMixColumns(keys[round]);
        return keys;
    }

    private static uint Substitute(uint word) => X86Aes.KeygenAssist(Vector128.Create(word).AsByte(), 0).AsUInt32()[0];
}
