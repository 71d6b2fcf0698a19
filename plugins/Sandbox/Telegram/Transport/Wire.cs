using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>One client's byte stream after its transport is known: packets in, packets out.</summary>
internal sealed class Wire(Stream stream, ByteSource source, Framing framing, AesCtr? outgoing) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>The data centre the client named in its obfuscated header; 0 when it named none.</summary>
    public int NamedDataCentre { get; init; }

    public ValueTask<PooledBuffer?> ReadAsync(CancellationToken cancellation) => framing.ReadAsync(source, cancellation);

    /// <summary>Sends and releases the packet; packets of several callers never mix.</summary>
    public async ValueTask WriteAsync(PooledBuffer packet, CancellationToken cancellation)
    {
        using var release = packet;
        var bytes = framing.Frame(packet);
        await _writing.WaitAsync(cancellation);
        try
        {
            outgoing?.Apply(bytes.Span);
            await stream.WriteAsync(bytes, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        source.Cipher?.Dispose();
        outgoing?.Dispose();
    }
}
