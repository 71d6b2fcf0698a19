using System.Threading.Tasks.Sources;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>A large message that waits to be decrypted where it lies. One per connection, used again and again.</summary>
internal sealed class Decryption : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };

    public byte[] Key { get; } = new byte[32];
    public byte[] Iv { get; } = new byte[32];
    public Memory<byte> Message { get; private set; }

    /// <summary>Decrypts the message with <see cref="Key"/> and <see cref="Iv"/>, together with another one if there is one.</summary>
    public ValueTask RunAsync(Memory<byte> message)
    {
        Message = message;
        _source.Reset();
        var done = new ValueTask(this, _source.Version);
        DecryptionDesk.Shared.Add(this);
        return done;
    }

    public void Complete() => _source.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);
}
