using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>An upload in parts and what becomes of it when it does not come to its end: it is kept for the next attempt, or aborted, as configured.</summary>
internal sealed class UnfinishedUpload(UploadRoom room, MultipartUpload upload)
{
    private bool _isGone;

    public MultipartUpload Upload => upload;

    /// <summary>Removes every part.</summary>
    public async ValueTask AbandonAsync(CancellationToken cancellationToken)
    {
        if (_isGone)
            return;
        await upload.AbortAsync(cancellationToken);
        room.Kept.Forget(upload.Mark);
        _isGone = true;
    }

    /// <summary>Stops what is on its way; what was not committed is kept or aborted.</summary>
    public async ValueTask EndAsync(bool isCommitted)
    {
        try
        {
            if (!isCommitted && !_isGone)
                await LeaveAsync();
        }
        finally
        {
            await upload.DisposeAsync();
        }
    }

    private async Task LeaveAsync()
    {
        if (room.Options.Unfinished == Unfinished.Abort)
        {
            try
            {
                await AbandonAsync(CancellationToken.None);
                return;
            }
            catch (FailureException failure)
            {
                // It is remembered as ours: the next attempt at this target, or tgp s3 clean, removes it.
                room.Logger.LogWarning("{Reason}", failure.Message);
            }
        }

        room.Kept.Leave(upload.Key, upload.Mark, upload.UploadId);
    }
}
