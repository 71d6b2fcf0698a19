using System.Threading.Tasks.Sources;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>A request for one part, whose answer is copied straight to where the caller wants it. Made once, used again and again.</summary>
internal sealed class PartCall : RpcCall, IValueTaskSource<int>
{
    private const uint FilePart = 0x096a18d5;

    private ManualResetValueTaskSourceCore<int> _source = new() { RunContinuationsAsynchronously = true };
    private AnyInputFileLocation _location = null!;
    private Memory<byte> _into;
    private PartRange _range;
    private bool _acceptsCdn;
    private long _takeout;

    /// <summary>Where the service sent us instead of answering.</summary>
    public UploadFileCdnRedirect? Redirect { get; private set; }

    /// <summary>Prepares for another part. The memory belongs to this call until the answer is there.</summary>
    /// <returns>The number of bytes the service gave.</returns>
    public ValueTask<int> Begin(AnyInputFileLocation location, PartRange range, Memory<byte> into, bool acceptsCdn, long takeout = 0)
    {
        (_location, _range, _into, _acceptsCdn, _takeout) = (location, range, into, acceptsCdn, takeout);
        (Redirect, IsCancelled, Losses) = (null, false, 0);
        _source.Reset();
        return new ValueTask<int>(this, _source.Version);
    }

    public override void Write(TlWriter w)
    {
        if (_takeout != 0)
        {
            w.WriteUInt32(InvokeWithTakeout.Id_);
            w.WriteInt64(_takeout);
        }
        w.WriteUInt32(UploadGetFile.Id_);
        w.WriteUInt32((_range.IsPrecise ? 1u : 0) | (_acceptsCdn ? 2u : 0));
        _location.Write(w);
        w.WriteInt64(_range.Offset);
        w.WriteInt32(_range.Limit);
    }

    public override void Complete(ref TlReader answer)
    {
        if (answer.PeekId() == FilePart)
        {
            answer.Take(12); // its own number, the type of the file, a time
            var bytes = answer.ReadSpan();
            if (bytes.Length > _into.Length) throw new TlException($"a part of {bytes.Length} bytes where {_into.Length} were asked for");
            bytes.CopyTo(_into.Span);
            _source.SetResult(bytes.Length);
            return;
        }
        Redirect = AnyUploadFile.Read(ref answer) as UploadFileCdnRedirect ?? throw new TlException("an answer that is neither a part nor a redirect");
        _source.SetResult(0);
    }

    public override void Fail(Exception error) => _source.SetException(error);

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);
    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);
    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);
}
