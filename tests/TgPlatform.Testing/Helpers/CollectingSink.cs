using System.Collections.Concurrent;
using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Keeps what is committed in memory, by name; a name that is taken is replaced.</summary>
/// <param name="store">Where to keep it, for a sink of a later process over the same store; null for a store of its own.</param>
public sealed class CollectingSink(ConcurrentDictionary<string, byte[]>? store = null) : ISink
{
    private readonly ConcurrentDictionary<string, byte[]> _committed = store ?? new(StringComparer.Ordinal);

    /// <summary>What is visible now.</summary>
    public IReadOnlyDictionary<string, byte[]> Committed => _committed;

    public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return target.Name.Split('/').Contains("..")
            ? throw new FailureException(FailureKind.Poison, $"The name '{target.Name}' leaves the root.")
            : new(new Delivery(this, target.Name));
    }

    public ValueTask DisposeAsync() => default;

    private sealed class Delivery(CollectingSink sink, string name) : IDelivery
    {
        private readonly MemoryStream _bytes = new();

        public long Offset => 0;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _bytes.Write(bytes.Span);
            return default;
        }

        public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_bytes.Length != seal.Length)
                throw new FailureException(FailureKind.Transient, $"{_bytes.Length} bytes were written, {seal.Length} sealed.");
            sink._committed[name] = _bytes.ToArray();
            return new(new Receipt(name));
        }

        public ValueTask AbandonAsync(CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => _bytes.DisposeAsync();
    }
}
