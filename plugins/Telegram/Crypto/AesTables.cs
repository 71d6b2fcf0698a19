namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>The S-boxes and round tables of AES (FIPS 197), computed once.</summary>
internal static class AesTables
{
    public static readonly byte[] SBox = new byte[256], InverseSBox = new byte[256];
    public static readonly uint[] Encrypt = new uint[256], Decrypt = new uint[256];

    static AesTables()
    {
        byte p = 1, q = 1;
        do
        {
            p = (byte)(p ^ Twice(p)); // p runs through all powers of 3 …
            q ^= (byte)(q << 1);      // … and q through those of its inverse
            q ^= (byte)(q << 2);
            q ^= (byte)(q << 4);
            if ((q & 0x80) != 0) q ^= 0x09;
            SBox[p] = (byte)(q ^ RotateLeft(q, 1) ^ RotateLeft(q, 2) ^ RotateLeft(q, 3) ^ RotateLeft(q, 4) ^ 0x63);
        } while (p != 1);
        SBox[0] = 0x63;
        for (var i = 0; i < 256; i++) InverseSBox[SBox[i]] = (byte)i;
        for (var i = 0; i < 256; i++)
        {
            uint s = SBox[i], two = Twice((byte)s);
            Encrypt[i] = two | s << 8 | s << 16 | (two ^ s) << 24;
            Decrypt[i] = InverseMixed(InverseSBox[i]);
        }
    }

    /// <summary>One byte in the first row of a column, taken through InvMixColumns.</summary>
    public static uint InverseMixed(byte b)
    {
        byte two = Twice(b), four = Twice(two), eight = Twice(four);
        return (uint)(eight ^ four ^ two) | (uint)(eight ^ b) << 8 | (uint)(eight ^ four ^ b) << 16 | (uint)(eight ^ two ^ b) << 24;
    }

    private static byte Twice(byte b) => (byte)(b << 1 ^ ((b & 0x80) != 0 ? 0x1b : 0));
    private static byte RotateLeft(byte b, int count) => (byte)(b << count | b >> 8 - count);
}
