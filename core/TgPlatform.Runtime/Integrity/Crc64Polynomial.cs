namespace TgPlatform.Runtime.Integrity;

/// <summary>
/// Arithmetic modulo the polynomial of <see cref="Crc64Nvme"/>. Values are reflected: the most significant bit is the coefficient of x^0.
/// </summary>
internal static class Crc64Polynomial
{
    /// <summary>The polynomial without its x^64, reflected.</summary>
    public const ulong Reflected = 0x9A6C9329AC4BC9B5;

    private const ulong One = 1UL << 63;

    /// <summary>The product of two values.</summary>
    public static ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (var bit = One; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
                product ^= right;
            right = TimesX(right);
        }

        return product;
    }

    /// <summary>x to a power.</summary>
    public static ulong PowerOfX(UInt128 exponent)
    {
        var power = One;
        for (var square = One >> 1; exponent != 0; exponent >>= 1, square = Multiply(square, square))
        {
            if ((exponent & 1) != 0)
                power = Multiply(power, square);
        }

        return power;
    }

    /// <summary>A value times x.</summary>
    public static ulong TimesX(ulong value) => (value >> 1) ^ ((value & 1) != 0 ? Reflected : 0);
}
