using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>AES-256 in the IGE mode of MTProto, in place: c[i] = E(p[i] ^ c[i-1]) ^ p[i-1], the iv holding c[-1] then p[-1].</summary>
internal static class AesIge
{
    public static void Encrypt(Span<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) => Run(data, key, iv, encrypt: true);

    public static void Decrypt(Span<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) => Run(data, key, iv, encrypt: false);

    private static void Run(Span<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, bool encrypt)
    {
        if (data.Length % 16 != 0) throw new CryptographicException("The length is not a multiple of 16.");
        var blocks = MemoryMarshal.Cast<byte, Vector128<byte>>(data);
        var cipher = MemoryMarshal.Read<Vector128<byte>>(iv);
        var plain = MemoryMarshal.Read<Vector128<byte>>(iv[16..]);
        if (!X86Aes.IsSupported) Portable(blocks, key, cipher, plain, encrypt);
        else if (encrypt) EncryptIntrinsic(blocks, AesKeySchedule.Encryption(key), cipher, plain);
        else DecryptIntrinsic(blocks, AesKeySchedule.Decryption(key), cipher, plain);
    }

    private static void EncryptIntrinsic(Span<Vector128<byte>> blocks, ReadOnlySpan<Vector128<byte>> keys, Vector128<byte> cipher, Vector128<byte> plain)
    {
        for (var index = 0; index < blocks.Length; index++)
        {
            var input = blocks[index];
            var state = input ^ cipher ^ keys[0];
            for (var round = 1; round < 14; round++) state = X86Aes.Encrypt(state, keys[round]);
            cipher = X86Aes.EncryptLast(state, keys[14]) ^ plain;
            plain = input;
            blocks[index] = cipher;
        }
    }

    private static void DecryptIntrinsic(Span<Vector128<byte>> blocks, ReadOnlySpan<Vector128<byte>> keys, Vector128<byte> cipher, Vector128<byte> plain)
    {
        for (var index = 0; index < blocks.Length; index++)
        {
            var input = blocks[index];
            var state = input ^ plain ^ keys[0];
            for (var round = 1; round < 14; round++) state = X86Aes.Decrypt(state, keys[round]);
            plain = X86Aes.DecryptLast(state, keys[14]) ^ cipher;
            cipher = input;
            blocks[index] = plain;
        }
    }

    private static void Portable(Span<Vector128<byte>> blocks, ReadOnlySpan<byte> key, Vector128<byte> cipher, Vector128<byte> plain, bool encrypt)
    {
        using var aes = Aes.Create();
        aes.Key = key.ToArray();
        for (var index = 0; index < blocks.Length; index++)
        {
            var input = blocks[index];
            var output = OneBlock(aes, input ^ (encrypt ? cipher : plain), encrypt) ^ (encrypt ? plain : cipher);
            (cipher, plain) = encrypt ? (output, input) : (input, output);
            blocks[index] = output;
        }
    }

    private static Vector128<byte> OneBlock(Aes aes, Vector128<byte> input, bool encrypt)
    {
        Unsafe.SkipInit(out Vector128<byte> output);
        var source = MemoryMarshal.AsBytes(new ReadOnlySpan<Vector128<byte>>(in input));
        var target = MemoryMarshal.AsBytes(new Span<Vector128<byte>>(ref output));
        if (encrypt) aes.EncryptEcb(source, target, PaddingMode.None);
        else aes.DecryptEcb(source, target, PaddingMode.None);
        return output;
    }
}
