using System.Buffers.Binary;
using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>The columns of an item that change, proven by the row's own sum.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Fate">How it ended, or pending.</param>
/// <param name="Round">Counts how often the item was begun anew because its content changed.</param>
/// <param name="Version">The item's version.</param>
internal readonly record struct ItemRow(long Key, ItemFate Fate, long Round, string? Version)
{
    /// <summary>The columns <see cref="Read"/> wants first, in this order.</summary>
    public const string Columns = "key, fate, round, version, sum";

    public static ItemRow Read(SqliteStatement row, ReadOnlySpan<byte> id)
    {
        var (key, fate, round, hasVersion) = (row.Integer(0), row.Integer(1), row.Integer(2), !row.IsNull(3));
        var version = row.Bytes(3);
        if (row.Integer(4) != Sum(id, version, hasVersion, fate, round))
            throw new DamagedRowException($"item '{Encoding.UTF8.GetString(id)}'");
        return new(key, (ItemFate)fate, round, hasVersion ? Encoding.UTF8.GetString(version) : null);
    }

    public static long Sum(ReadOnlySpan<byte> id, ReadOnlySpan<byte> version, bool hasVersion, long fate, long round)
    {
        Span<byte> rest = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(rest, (fate << 1) | (hasVersion ? 1L : 0L));
        BinaryPrimitives.WriteInt64LittleEndian(rest[8..], round);
        BinaryPrimitives.WriteInt64LittleEndian(rest[16..], id.Length);
        return (long)Crc64Nvme.Append(Crc64Nvme.Append(Crc64Nvme.Append(0, id), version), rest);
    }

    /// <summary>What the blobs of an item's row are bound to.</summary>
    public static ulong Owner(ReadOnlySpan<byte> id) => Crc64Nvme.Append(0, id);
}
