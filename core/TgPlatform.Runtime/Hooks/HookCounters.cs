using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Runtime.Hooks;

/// <summary>Numbers items in the order in which they are first asked for; an item asked for again keeps its number.</summary>
internal sealed class HookCounters
{
    private readonly Lock _lock = new();

    // Digests instead of names: a run may number millions of items, and their ids are up to 1,024 characters long.
    private readonly Dictionary<UInt128, long> _numbers = [];
    private readonly Dictionary<UInt128, long> _last = [];

    public long NumberOf(string scope, string id)
    {
        var (scopeDigest, itemDigest) = (DigestOf(scope, null), DigestOf(scope, id));
        lock (_lock)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, itemDigest, out var known);
            if (!known)
                number = ++CollectionsMarshal.GetValueRefOrAddDefault(_last, scopeDigest, out _);
            return number;
        }
    }

    private static UInt128 DigestOf(string scope, string? id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id is null ? scope : $"{scope}\0{id}"), digest);
        return MemoryMarshal.Read<UInt128>(digest);
    }
}
