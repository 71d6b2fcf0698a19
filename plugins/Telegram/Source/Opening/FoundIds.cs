using System.Collections.Concurrent;
using System.Numerics;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Opening;

/// <summary>Numbers of messages of one chat, such as those that wait to be opened: a bit each, so that millions cost little.</summary>
internal sealed class FoundIds
{
    private const int ChunkBits = 4096, WordBits = 64;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, ulong[]> _chunks = [];

    public void Add(int id)
    {
        lock (_lock)
        {
            if (!_chunks.TryGetValue(id / ChunkBits, out var words)) _chunks[id / ChunkBits] = words = new ulong[ChunkBits / WordBits];
            words[id % ChunkBits / WordBits] |= 1ul << (id % WordBits);
        }
    }

    public void Remove(int id)
    {
        lock (_lock)
        {
            if (!_chunks.TryGetValue(id / ChunkBits, out var words)) return;
            words[id % ChunkBits / WordBits] &= ~(1ul << (id % WordBits));
            if (Array.TrueForAll(words, word => word == 0)) _chunks.Remove(id / ChunkBits);
        }
    }

    public bool Contains(int id)
    {
        lock (_lock) return _chunks.TryGetValue(id / ChunkBits, out var words) && (words[id % ChunkBits / WordBits] & (1ul << (id % WordBits))) != 0;
    }

    /// <summary>The numbers nearest to one, itself not counted: upwards first, then downwards.</summary>
    public List<int> Near(int id, int count)
    {
        lock (_lock)
        {
            var near = _chunks.Where(chunk => chunk.Key >= id / ChunkBits).SelectMany(All).Where(other => other > id).Take(count).ToList();
            if (near.Count < count) near.AddRange(_chunks.Where(chunk => chunk.Key <= id / ChunkBits).Reverse().SelectMany(chunk => All(chunk).Reverse()).Where(other => other < id).Take(count - near.Count));
            return near;
        }
    }

    private static IEnumerable<int> All(KeyValuePair<int, ulong[]> chunk)
    {
        for (var word = 0; word < chunk.Value.Length; word++)
            for (var bits = chunk.Value[word]; bits != 0; bits &= bits - 1)
                yield return (chunk.Key * ChunkBits) + (word * WordBits) + BitOperations.TrailingZeroCount(bits);
    }
}

/// <summary>The waiting numbers of every chat; where each account counts for itself, of every account.</summary>
internal sealed class FoundIdsOfChats
{
    private readonly ConcurrentDictionary<(ChatKey Chat, long Owner), FoundIds> _chats = new();

    public FoundIds Of(ChatKey chat, TelegramAccount account) => Of(chat, chat.IsPerAccount ? account.Client.UserId : 0);

    public FoundIds Of(ChatScene scene) => Of(scene.Key, scene.OwnerId);

    private FoundIds Of(ChatKey chat, long owner) => _chats.GetOrAdd((chat, owner), static _ => new FoundIds());
}
