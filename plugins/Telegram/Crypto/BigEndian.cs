using System.Numerics;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Numbers as the protocol writes them: unsigned, big end first.</summary>
internal static class BigEndian
{
    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>Without leading zeros.</summary>
    public static byte[] Bytes(BigInteger number) => number.ToByteArray(isUnsigned: true, isBigEndian: true);

    /// <summary>With zeros in front up to <paramref name="length"/>.</summary>
    public static byte[] Padded(BigInteger number, int length)
    {
        var bytes = Bytes(number);
        if (bytes.Length == length) return bytes;
        var padded = new byte[length];
        bytes.CopyTo(padded, length - bytes.Length);
        return padded;
    }
}
