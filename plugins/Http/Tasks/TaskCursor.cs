using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>
/// A place in a list: how many entries lie before it, and a sum over them, so that a later run notices when the list was rewritten.
/// </summary>
/// <param name="Count">Entries before the place.</param>
/// <param name="Sum">Sum over them.</param>
internal readonly record struct TaskCursor(long Count, UInt128 Sum)
{
    private static readonly UInt128 Factor = new(0x9E3779B97F4A7C15, 0xF39CC0605CEDC835);

    /// <summary>The place behind one more entry.</summary>
    /// <param name="mark">The entry's <see cref="MarkOf"/>.</param>
    public TaskCursor Behind(UInt128 mark) => new(Count + 1, unchecked((Sum * Factor) + mark));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}:{Sum:x32}");

    public static TaskCursor? Parse(string? text)
    {
        return text?.Split(':') is [var count, var sum]
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && UInt128.TryParse(sum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new(number, value)
            : null;
    }

    /// <summary>Sixteen bytes that stand for an id.</summary>
    public static UInt128 MarkOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
