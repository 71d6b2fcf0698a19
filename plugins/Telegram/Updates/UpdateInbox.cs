using System.Threading.Channels;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>Something a feed has to look at: what the service sent, or a row whose time has come.</summary>
/// <param name="Sent">What the service sent; null for a row.</param>
/// <param name="Row">The row that is due; null for all.</param>
internal readonly record struct FeedInput(AnyUpdates? Sent, long? Row);

/// <summary>
/// Between the receiving loop, which must not wait, and the feed, which may be slow. What does not fit is dropped and asked for again later:
/// the service keeps it.
/// </summary>
internal sealed class UpdateInbox(int capacity = 1024)
{
    private readonly Channel<FeedInput> _queue = System.Threading.Channels.Channel.CreateBounded<FeedInput>(capacity);
    private int _isBehind;

    /// <summary>Takes an update as it lies in the receiving buffer. Runs on the receiving loop.</summary>
    public void Receive(ReadOnlyMemory<byte> update)
    {
        var reader = new TlReader(update.Span);
        try
        {
            Post(new(AnyUpdates.Read(ref reader), null));
        }
        catch (TlException)
        {
            // What cannot be read here may be read as part of a difference.
            CatchUp();
        }
    }

    /// <summary>Updates may have been missed in any row.</summary>
    public void CatchUp() => Post(default);

    /// <summary>A row's time has come.</summary>
    public void Wake(long row) => Post(new(null, row));

    public async ValueTask<FeedInput> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (_queue.Reader.TryRead(out var input)) return input;
            if (Interlocked.Exchange(ref _isBehind, 0) != 0) return default;
            await _queue.Reader.WaitToReadAsync(cancel);
        }
    }

    private void Post(FeedInput input)
    {
        if (!_queue.Writer.TryWrite(input)) Interlocked.Exchange(ref _isBehind, 1);
    }
}
