using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>
/// One object on its way: put at once when it fits into one part, else sent in parts, which stay on the server until it is completed or given
/// up.
/// </summary>
internal sealed class S3Delivery(UploadRoom room, Target target, string name, ObjectFace face, UnfinishedUpload? unfinished) : IDelivery, IResumable
{
    private readonly PartSizes _sizes = PartSizes.For(target.Length, room.Memory.PartBytes);
    private readonly long _offset = unfinished?.Upload.State.Offset ?? 0;
    private UnfinishedUpload? _unfinished = unfinished;
    private long _written = unfinished?.Upload.State.Offset ?? 0;
    private PartBuffer? _buffer;
    private Receipt? _receipt;
    private long _grown;

    public long Offset => _offset;

    private MultipartUpload? Upload => _unfinished?.Upload;

    public DeliveryState State => Upload?.State ?? new(0, null);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Upload is { IsClosed: true })
            throw new FailureException(FailureKind.Transient, $"'{name}' was whole with {_written} bytes, and more are given. It is begun anew.");
        while (bytes.Length > 0)
        {
            if (_buffer is { IsFull: true })
                await SendAsync(cancellationToken);
            _buffer ??= await NextBufferAsync(cancellationToken);
            var taken = _buffer.Append(bytes.Span);
            _written += taken;
            bytes = bytes[taken..];
        }

        // The whole content is safe before it is sealed: killed behind that, a later process only has to complete it.
        if (_written == target.Length && _buffer is not null && (Upload is not null || _written > _sizes.Of(1)))
        {
            await SendAsync(cancellationToken);
            await Upload!.DrainAsync(cancellationToken);
        }
    }

    public async ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
    {
        if (_receipt is not null)
            return _receipt;
        cancellationToken.ThrowIfCancellationRequested();
        if (_written != seal.Length)
            throw new FailureException(FailureKind.Transient, $"'{name}' got {_written} bytes, not the {seal.Length} that were counted. It is written again.");
        if (Upload is null)
        {
            _buffer ??= new(0);
            _receipt = await PutAsync(_buffer, seal, cancellationToken);
            _buffer.Dispose();
        }
        else
        {
            if (_buffer is not null)
                await SendAsync(cancellationToken);
            await Upload.DrainAsync(cancellationToken);
            _receipt = await new Completion(room, Upload, face).CompleteAsync(seal, cancellationToken);
        }

        return _receipt;
    }

    public ValueTask AbandonAsync(CancellationToken cancellationToken)
        => _unfinished is null || _receipt is not null ? default : _unfinished.AbandonAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _buffer?.Dispose();
        _buffer = null;
        room.Memory.GiveBack(_grown);
        _grown = 0;
        var left = _unfinished;
        _unfinished = null;
        return left?.EndAsync(isCommitted: _receipt is not null) ?? default;
    }

    private async Task<Receipt> PutAsync(PartBuffer body, ContentSeal seal, CancellationToken cancellationToken)
    {
        var crc64 = seal.Digests.First(static digest => digest.Algorithm == DigestAlgorithm.Crc64Nvme).Bytes;
        var mark = UploadMark.OfContent(target.Item.Id, crc64.Span);
        var serverLooks = room.MustBeFree && room.Uploader.Powers.Conditions;
        return await new WholePut(room, name, mark, seal.Length)
            .PutAsync(serverLooks, key => room.Uploader.PutAsync(key, body, crc64, face, mark, serverLooks, cancellationToken), cancellationToken);
    }

    // Parts of content of unknown length grow, or ten thousand would not suffice. What has no room waits for its own parts only, and goes on.
    private async ValueTask<PartBuffer> NextBufferAsync(CancellationToken cancellationToken)
    {
        var capacity = NextCapacity();
        var more = PartBuffer.MemoryOf(capacity) - room.Memory.LeastBytes(target) - _grown;
        if (more > 0 && !room.Memory.TryTake(more))
        {
            await Upload!.DrainAsync(cancellationToken);
            more = room.Memory.TryTake(more) ? more : 0;
        }

        _grown += Math.Max(0, more);
        return new(capacity);
    }

    private long NextCapacity()
    {
        var part = Upload?.NextPartBytes ?? _sizes.Of(1);
        return target.Length is { } length && length > _written ? Math.Min(part, length - _written) : part;
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        _unfinished ??= new(room, await new Beginning(room, target, name).CreateAsync(_sizes, face, cancellationToken));
        var part = _buffer!;
        _buffer = null;
        await _unfinished.Upload.AddAsync(part, cancellationToken);
    }
}
