using System.Buffers.Binary;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>The short-lived proof that an account has seen a file; bound to account, file and epoch.</summary>
internal static class FileReference
{
    private const int Length = 13;

    public static byte[] Make(Account account, long fileId, int epoch)
    {
        var reference = new byte[Length];
        reference[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(reference.AsSpan(1), epoch);
        BinaryPrimitives.WriteUInt64LittleEndian(reference.AsSpan(5), account.Tag(fileId, epoch));
        return reference;
    }

    /// <summary>The error to answer; null when the reference is good.</summary>
    public static string? Check(ReadOnlySpan<byte> reference, Account account, long fileId, int epoch)
    {
        if (reference.IsEmpty) return "FILE_REFERENCE_EMPTY";
        if (reference.Length != Length) return "FILE_REFERENCE_INVALID";
        var made = BinaryPrimitives.ReadInt32LittleEndian(reference[1..]);
        if (BinaryPrimitives.ReadUInt64LittleEndian(reference[5..]) != account.Tag(fileId, made)) return "FILE_REFERENCE_INVALID";
        return made < epoch ? "FILE_REFERENCE_EXPIRED" : null;
    }
}
