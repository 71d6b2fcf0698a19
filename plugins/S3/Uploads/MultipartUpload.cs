using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Requests;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>An upload in parts that are sent several at once. Used by one worker; the sending itself goes on beside it.</summary>
internal sealed class MultipartUpload : IAsyncDisposable
{
    private readonly Uploader _uploader;
    private readonly PartMemory _memory;
    private readonly int _parallel;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _sending = [];
    private readonly PartLine _parts;
    private bool _isStopped;

    /// <summary>An upload that was just begun, or continues behind the parts that are safe.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="token">What is known of it.</param>
    /// <param name="parts">The safe parts, from the first on.</param>
    /// <param name="uploader">Sends.</param>
    /// <param name="memory">Memory for parts on their way.</param>
    /// <param name="parallel">Most parts on their way.</param>
    public MultipartUpload(string key, UploadToken token, IEnumerable<SentPart> parts, Uploader uploader, PartMemory memory, int parallel)
    {
        (Key, Mark, UploadId, _uploader, _memory, _parallel) = (key, token.Mark, token.UploadId, uploader, memory, parallel);
        _parts = new(token, parts);
    }

    public string Key { get; }

    public UploadMark Mark { get; }

    public string UploadId { get; }

    /// <summary>Bytes of the next part.</summary>
    public long NextPartBytes => _parts.NextBytes;

    /// <summary>Whether a part shorter than the others was sent, behind which there can be none.</summary>
    public bool IsClosed => _parts.IsClosed;

    /// <summary>What the server holds for certain, from the beginning on.</summary>
    public DeliveryState State => _parts.State;

    /// <summary>Sends a part beside others, or alone when there is no memory for more.</summary>
    /// <param name="part">The bytes; the upload's own from now on, whatever happens.</param>
    /// <param name="cancellationToken">Ends the waiting; the delivery can then only be given up.</param>
    public async Task AddAsync(PartBuffer part, CancellationToken cancellationToken)
    {
        long taken;
        try
        {
            if (_parts.Count == PartSizes.MostParts)
                throw new FailureException(FailureKind.Permanent, $"'{Key}' has more than {PartSizes.MostParts} parts. Set a larger part_size.");
            taken = await TakeRoomAsync(PartBuffer.MemoryOf(part.Length), cancellationToken);
        }
        catch
        {
            part.Dispose();
            throw;
        }

        _sending.Add(SendAsync(_parts.Begin(), part, taken));
        if (taken == 0)
            await DrainAsync(cancellationToken);
    }

    /// <summary>Has the server make the next parts of another object, several at once; false when nothing of it is left.</summary>
    public async Task<bool> CopyAsync(CopyOrigin origin, CancellationToken cancellationToken)
    {
        var from = State.Offset;
        while (from < origin.Length && _sending.Count < _parallel)
        {
            var bytes = Math.Min(NextPartBytes, origin.Length - from);
            _sending.Add(CopyAsync(_parts.Begin(), origin, from, bytes));
            from += bytes;
        }

        await DrainAsync(cancellationToken);
        return from < origin.Length;
    }

    /// <summary>Waits until every part is safe.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (_sending.Count > 0)
            await EndOneAsync(cancellationToken);
    }

    /// <summary>Makes the object; false when the name is taken and was to be free.</summary>
    public Task<bool> CompleteAsync(bool mustBeFree, CancellationToken cancellationToken)
        => _uploader.CompleteAsync(Key, UploadId, _parts.Sent, mustBeFree, cancellationToken);

    /// <summary>Removes every part.</summary>
    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        // A part that arrives behind the abortion would stay for good.
        await StopAsync();
        await _uploader.AbortAsync(Key, UploadId, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        await _stop.CancelAsync();
        foreach (var sending in _sending)
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sending.Clear();
    }

    // 0 where there is no memory for a part beside the one being filled: then this one goes alone, and its caller waits.
    private async Task<long> TakeRoomAsync(long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_sending.Count < _parallel && _memory.TryTake(bytes))
                return bytes;
            if (_sending.Count == 0)
                return 0;
            await EndOneAsync(cancellationToken);
        }
    }

    private async Task EndOneAsync(CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(_sending).WaitAsync(cancellationToken);
        _sending.Remove(ended);
        await ended;
    }

    private async Task CopyAsync(int number, CopyOrigin origin, long from, long bytes)
        => _parts.Keep(await _uploader.CopyPartAsync(Key, UploadId, number, origin, from, bytes, _stop.Token));

    private async Task SendAsync(int number, PartBuffer part, long taken)
    {
        // The hash is made on another thread than the one that reads the source.
        await Task.Yield();
        try
        {
            _parts.Keep(await _uploader.PutPartAsync(Key, UploadId, number, part, _stop.Token));
        }
        finally
        {
            part.Dispose();
            if (taken > 0)
                _memory.GiveBack(taken);
        }
    }
}
