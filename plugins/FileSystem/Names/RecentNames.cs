using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.FileSystem.Names;

/// <summary>How the name of an item meets that of another item of the same run.</summary>
internal enum Meeting
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In the very same name.</summary>
    SameName,

    /// <summary>In names that differ by case only: one file on Windows and macOS, two on Linux.</summary>
    SameButForCase,
}

/// <summary>
/// Remembers which item got which name: two items of one run that meet in one name are noticed, and memory stays bounded however long the
/// run is.
/// </summary>
/// <param name="least">How many of the last names are remembered at least; twice as many at most.</param>
internal sealed class RecentNames(int least = 65_536)
{
    private readonly Lock _lock = new();
    private Dictionary<ulong, Owner> _young = [];
    private Dictionary<ulong, Owner> _old = [];

    /// <summary>Notes that an item takes a name, and tells whether another one has it.</summary>
    /// <param name="key">What names share that some store would not keep apart.</param>
    public Meeting Note(string key, string finalName, string itemId)
    {
        var (hash, owner) = (Sum(key), new Owner(Sum(finalName), Sum(itemId)));
        lock (_lock)
        {
            if (_young.TryGetValue(hash, out var known) || _old.TryGetValue(hash, out known))
            {
                if (known.Item != owner.Item)
                    return known.Name == owner.Name ? Meeting.SameName : Meeting.SameButForCase;
            }

            if (_young.Count >= least)
                (_old, _young) = (_young, []);
            _young[hash] = owner;
            return Meeting.None;
        }
    }

    // Long enough never to meet by chance, and a fifth of the memory the names themselves would take.
    private static ulong Sum(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private readonly record struct Owner(ulong Name, ulong Item);
}
