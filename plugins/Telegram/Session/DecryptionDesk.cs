using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>
/// Brings large messages of all connections together: a message is one serial chain of blocks that leaves most of the processor's cipher units
/// idle, so four of them are decrypted in the time of one. While few workers are at it others queue up, and so there mostly are several.
/// </summary>
internal sealed class DecryptionDesk : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<Decryption> _waiting = new();
    private readonly int _mostWorkers = Math.Max(1, Environment.ProcessorCount / 4);
    private int _workers;

    public static DecryptionDesk Shared { get; } = new();

    public void Add(Decryption one)
    {
        _waiting.Enqueue(one);
        CallWorker();
    }

    public void Execute()
    {
        InlineArray4<Decryption> places = default;
        Span<Decryption> together = places;
        while (Take(together) is > 0 and var count) Decrypt(together[..count]);
        Interlocked.Decrement(ref _workers);
        // One that came after the last look and saw this worker still at it.
        if (!_waiting.IsEmpty) CallWorker();
    }

    private int Take(Span<Decryption> together)
    {
        var count = 0;
        while (count < together.Length && _waiting.TryDequeue(out var next)) together[count++] = next;
        return count;
    }

    private static void Decrypt(ReadOnlySpan<Decryption> together)
    {
        AesIge.DecryptTogether(ReadOnlySpan<IgeMessage>.CastUp(together));
        foreach (var one in together) one.Complete();
    }

    // Whoever adds sees either room for a worker, or one that has yet to look once more.
    private void CallWorker()
    {
        for (var workers = Volatile.Read(ref _workers); workers < _mostWorkers;)
        {
            var seen = Interlocked.CompareExchange(ref _workers, workers + 1, workers);
            if (seen == workers)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
            workers = seen;
        }
    }
}
