using System.Collections.Concurrent;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>
/// Brings large messages of all connections together: a message is one serial chain of blocks that leaves half of the processor's cipher unit
/// idle, so two of them are decrypted in the time of one. While few workers are at it others queue up, and so there mostly are two.
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
        while (_waiting.TryDequeue(out var first)) Decrypt(first, _waiting.TryDequeue(out var second) ? second : null);
        Interlocked.Decrement(ref _workers);
        // One that came after the last look and saw this worker still at it.
        if (!_waiting.IsEmpty) CallWorker();
    }

    private static void Decrypt(Decryption first, Decryption? second)
    {
        if (second is null) AesIge.Decrypt(first.Message.Span, first.Key, first.Iv);
        else AesIge.DecryptPair(first.Message.Span, first.Key, first.Iv, second.Message.Span, second.Key, second.Iv);
        first.Complete();
        second?.Complete();
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
