using System.Threading.Tasks.Sources;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>A large message that waits to be decrypted where it lies. One per connection, used again and again.</summary>
internal sealed class Decryption : IgeMessage, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };

    /// <summary>Decrypts the message with its key and initialisation vector, together with others if there are any.</summary>
    public ValueTask RunAsync(Memory<byte> message)
    {
        Data = message;
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
