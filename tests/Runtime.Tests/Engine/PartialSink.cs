using System.Collections.Concurrent;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Keeps interrupted deliveries by name, so that they can be continued and read back; may be told to fail.</summary>
internal sealed class PartialSink : ISink
{
    private int _writes;

    public ConcurrentDictionary<string, byte[]> Committed { get; } = new();

    public ConcurrentDictionary<string, MemoryStream> Kept { get; } = new();

    /// <summary>Bytes are safe only in wholes of so many.</summary>
    public int SafeStep { get; init; } = 1;

    /// <summary>Called with the number of each write, from 1.</summary>
    public Action<int> BeforeWrite { get; init; } = static _ => { };

    public Action<Target> BeforeBegin { get; init; } = static _ => { };

    public Action<string> BeforeCommit { get; init; } = static _ => { };

    public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
    {
        BeforeBegin(target);
        var kept = target.Earlier is null ? null : Kept.GetValueOrDefault(target.Name);
        if (kept is null)
            Kept[target.Name] = kept = new();
        else
            kept.SetLength(Math.Min(kept.Length, target.Earlier!.Offset));
        return new(new Delivery(this, target.Name, kept));
    }

    public ValueTask DisposeAsync() => default;

    private sealed class Delivery(PartialSink sink, string name, MemoryStream bytes) : IDelivery, IResumable, IReadBack
    {
        public long Offset { get; } = bytes.Length;

        public DeliveryState State => new(bytes.Length / sink.SafeStep * sink.SafeStep, null);

        public ValueTask<Stream> OpenWrittenAsync(CancellationToken cancellationToken) => new(new MemoryStream(bytes.ToArray()));

        public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            sink.BeforeWrite(Interlocked.Increment(ref sink._writes));
            bytes.Position = bytes.Length;
            bytes.Write(content.Span);
            return default;
        }

        public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
        {
            sink.BeforeCommit(name);
            sink.Committed[name] = bytes.ToArray();
            sink.Kept.TryRemove(name, out _);
            return new(new Receipt(name));
        }

        public ValueTask AbandonAsync(CancellationToken cancellationToken)
        {
            sink.Kept.TryRemove(name, out _);
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }
}
