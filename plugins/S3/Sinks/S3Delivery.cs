using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>
/// One object on its way: put at once when it fits into one part, else sent in parts, which stay on the server until it is completed or given
/// up.
/// </summary>
internal sealed class S3Delivery(UploadRoom room, Target target, string name, MultipartUpload? upload) : IDelivery, IResumable
{
    private readonly PartSizes _sizes = PartSizes.For(target.Length, room.Options.PartSize.Bytes);
    private readonly long _offset = upload?.State.Offset ?? 0;
    private MultipartUpload? _upload = upload;
    private long _written = upload?.State.Offset ?? 0;
    private PartBuffer? _buffer;
    private Receipt? _receipt;
    private bool _isGone;

    public long Offset => _offset;

    public DeliveryState State => _upload?.State ?? new(0, null);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_upload is { IsClosed: true })
            throw new FailureException(FailureKind.Transient, $"'{name}' was whole with {_written} bytes, and more are given. It is begun anew.");
        while (bytes.Length > 0)
        {
            if (_buffer is { IsFull: true })
                await SendAsync(cancellationToken);
            _buffer ??= new(NextCapacity());
            var taken = _buffer.Append(bytes.Span);
            _written += taken;
            bytes = bytes[taken..];
        }

        // The whole content is safe before it is sealed: killed behind that, a later process only has to complete it.
        if (_written == target.Length && _buffer is not null && (_upload is not null || _written > _sizes.Of(1)))
        {
            await SendAsync(cancellationToken);
            await _upload!.DrainAsync(cancellationToken);
        }
    }

    public async ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
    {
        if (_receipt is not null)
            return _receipt;
        cancellationToken.ThrowIfCancellationRequested();
        if (_written != seal.Length)
            throw new FailureException(FailureKind.Transient, $"'{name}' got {_written} bytes, not the {seal.Length} that were counted. It is written again.");
        if (_upload is null)
        {
            _buffer ??= new(0);
            _receipt = await new WholePut(room, target, name).PutAsync(_buffer, seal, cancellationToken);
            _buffer.Dispose();
        }
        else
        {
            if (_buffer is not null)
                await SendAsync(cancellationToken);
            await _upload.DrainAsync(cancellationToken);
            _receipt = await new Completion(room, _upload).CompleteAsync(seal, cancellationToken);
        }

        return _receipt;
    }

    public async ValueTask AbandonAsync(CancellationToken cancellationToken)
    {
        if (_upload is null || _isGone || _receipt is not null)
            return;
        await _upload.AbortAsync(cancellationToken);
        room.Kept.Forget(_upload.Mark);
        _isGone = true;
    }

    public async ValueTask DisposeAsync()
    {
        _buffer?.Dispose();
        _buffer = null;
        if (_upload is not { } left)
            return;
        _upload = null;
        try
        {
            if (_isGone || _receipt is not null)
                return;
            if (room.Options.Unfinished == Unfinished.Abort)
                await AbortAsync(left);
            else
                room.Kept.Leave(left.Key, left.Mark, left.UploadId);
        }
        finally
        {
            await left.DisposeAsync();
        }
    }

    private async Task AbortAsync(MultipartUpload left)
    {
        try
        {
            await left.AbortAsync(CancellationToken.None);
            room.Kept.Forget(left.Mark);
        }
        catch (FailureException failure)
        {
            // It is remembered as ours: the next attempt at this target, or tgp s3 clean, removes it.
            room.Kept.Leave(left.Key, left.Mark, left.UploadId);
            room.Logger.LogWarning("{Reason}", failure.Message);
        }
    }

    private long NextCapacity()
    {
        var part = _upload?.NextPartBytes ?? _sizes.Of(1);
        return target.Length is { } length && length > _written ? Math.Min(part, length - _written) : part;
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        _upload ??= await new Beginning(room, target, name).CreateAsync(_sizes, cancellationToken);
        var part = _buffer!;
        _buffer = null;
        await _upload.AddAsync(part, cancellationToken);
    }
}
