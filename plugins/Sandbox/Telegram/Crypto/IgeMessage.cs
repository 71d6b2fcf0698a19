using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>A packet on its way through <see cref="IgeFour"/>: what is left of it, its keys, and the blocks before.</summary>
internal sealed class IgeMessage
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IgeMessage(Memory<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        if (data.Length % 16 != 0) throw new CryptographicException("The length is not a multiple of 16.");
        (Left, Keys) = (data, AesKeySchedule.Encryption(key));
        (Cipher, Plain) = (MemoryMarshal.Read<Vector128<byte>>(iv), MemoryMarshal.Read<Vector128<byte>>(iv[16..]));
    }

    public Memory<byte> Left { get; set; }

    public Vector128<byte>[] Keys { get; }

    public Vector128<byte> Cipher { get; set; }

    public Vector128<byte> Plain { get; set; }

    /// <summary>Ends when the whole packet is encrypted.</summary>
    public Task Done => _done.Task;

    public void Complete() => _done.SetResult();
}
