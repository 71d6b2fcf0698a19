using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>A question on its way to the service. It may travel more than once, over several connections, and is answered or failed once.</summary>
internal abstract class RpcCall
{
    private bool _isCancelled;

    /// <summary>The number it was last sent under, and that of the container around it (0: none). Owned by the connection.</summary>
    public long MessageId { get; set; }
    public long ContainerId { get; set; }

    /// <summary>Nobody waits any more. Whoever holds the call sees this and fails it, unless its answer is already being read.</summary>
    public bool IsCancelled
    {
        get => Volatile.Read(ref _isCancelled);
        set => Volatile.Write(ref _isCancelled, value);
    }

    /// <summary>How often a connection ended while it waited for its answer.</summary>
    public int Losses { get; set; }

    public abstract void Write(TlWriter w);

    /// <summary>Reads the answer, which lies in a buffer that will be reused. Runs on the receiving loop: quick, no waiting.</summary>
    public abstract void Complete(ref TlReader answer);

    public abstract void Fail(Exception error);

    public void FailCancelled() => Fail(new OperationCanceledException("the request was cancelled"));
}

/// <summary>A call whose answer becomes an object.</summary>
internal sealed class RpcCall<TResult>(ITlMethod<TResult> method) : RpcCall
{
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Answer => _answer.Task;

    public override void Write(TlWriter w) => method.Write(w);
    public override void Complete(ref TlReader answer) => _answer.TrySetResult(method.ReadResult(ref answer));
    public override void Fail(Exception error) => _answer.TrySetException(error);
}
