using System.Buffers;

namespace TgPlatform.Plugins.Sandbox.Telegram.Tl;

/// <summary>A growing byte buffer on the shared pool; one message is built, encrypted and framed inside it.</summary>
internal sealed class PooledBuffer(int capacity = 1024) : IDisposable
{
    private byte[] _array = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public Span<byte> Span => _array.AsSpan(0, Length);

    public Memory<byte> Memory => _array.AsMemory(0, Length);

    public Span<byte> Take(int count)
    {
        Reserve(count);
        Length += count;
        return _array.AsSpan(Length - count, count);
    }

    public void Truncate(int length) => Length = length;

    public void Dispose()
    {
        if (_array.Length > 0) ArrayPool<byte>.Shared.Return(_array);
        _array = [];
    }

    private void Reserve(int count)
    {
        if (Length + count <= _array.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + count, _array.Length * 2));
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
