using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// The uploads of this bucket that are ours: begins them, and removes those that an earlier attempt at the same target left and nobody will
/// continue.
/// </summary>
internal sealed class KeptUploads(Bucket bucket, UploadRecords records, TimeProvider time, ILogger logger)
{
    // The server's clock says when an upload was begun, ours when it was about to be.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<UploadRecord>> _left = new(StringComparer.Ordinal);

    /// <summary>Reads what earlier processes left.</summary>
    public void Load()
    {
        foreach (var record in records.Of(bucket.Label))
            Leave(record);
    }

    /// <summary>Begins an upload so that no kill at any moment can make it an orphan.</summary>
    public async Task<string> CreateAsync(Uploader uploader, string key, ObjectFace face, UploadMark mark, CancellationToken cancellationToken)
    {
        var record = new UploadRecord(bucket.Label, key, mark.ToString(), null, time.GetUtcNow());
        records.Save(record);
        string id;
        try
        {
            id = await uploader.CreateAsync(key, face, mark, cancellationToken);
        }
        catch (FailureException failure) when (failure.InnerException is Requests.RefusedException)
        {
            records.Remove(mark);
            throw;
        }
        catch
        {
            // The answer may have been lost on its way back: somebody has to look whether there is an upload.
            Leave(record);
            throw;
        }

        records.Save(record with { UploadId = id });
        return id;
    }

    /// <summary>It is completed or aborted.</summary>
    public void Forget(UploadMark mark) => records.Remove(mark);

    /// <summary>It is kept for a later attempt, which may be one of this process.</summary>
    public void Leave(string key, UploadMark mark, string uploadId) => Leave(new(bucket.Label, key, mark.ToString(), uploadId, time.GetUtcNow()));

    /// <summary>It is continued: nobody else may drop it meanwhile.</summary>
    public void Take(string key, UploadMark mark)
    {
        lock (_lock)
        {
            if (_left.TryGetValue(TargetOf(key, mark.Item), out var left))
                left.RemoveAll(record => record.Mark == mark.ToString());
        }
    }

    /// <summary>Aborts what earlier attempts left under a target.</summary>
    public async Task DropAsync(Uploader uploader, string key, string itemId, CancellationToken cancellationToken)
    {
        List<UploadRecord>? left;
        lock (_lock)
        {
            if (!_left.Remove(TargetOf(key, UploadMark.SumOf(itemId)), out left))
                return;
        }

        foreach (var record in left)
        {
            try
            {
                await DropAsync(uploader, record, cancellationToken);
            }
            catch (FailureException failure)
            {
                // The new upload does not need it gone; it stays remembered, and tgp s3 clean tries again.
                logger.LogWarning("{Reason}", failure.Message);
            }
        }
    }

    /// <summary>Aborts one, and forgets it.</summary>
    public async Task DropAsync(Uploader uploader, UploadRecord record, CancellationToken cancellationToken)
    {
        foreach (var id in record.UploadId is { } known ? [known] : await UnnamedAsync(record, cancellationToken))
            await uploader.AbortAsync(record.Key, id, cancellationToken);
        records.Remove(UploadMark.Parse(record.Mark)!);
    }

    /// <summary>The ids of an upload whose answer never came: of this very key, begun at that time, and named by no other record.</summary>
    public async Task<List<string>> UnnamedAsync(UploadRecord record, CancellationToken cancellationToken)
    {
        var named = records.Of(bucket.Label).Select(static other => other.UploadId).ToHashSet();
        var found = new List<string>();
        await foreach (var upload in UploadListing.OfAsync(bucket, record.Key, cancellationToken))
        {
            if (upload.Key == record.Key && !named.Contains(upload.UploadId) && upload.Initiated is { } began && (began.ToUniversalTime() - record.Began.UtcDateTime).Duration() < ClockDifference)
                found.Add(upload.UploadId);
        }

        return found;
    }

    private void Leave(UploadRecord record)
    {
        if (UploadMark.Parse(record.Mark) is not { } mark)
            return;
        lock (_lock)
        {
            var target = TargetOf(record.Key, mark.Item);
            if (!_left.TryGetValue(target, out var left))
                _left.Add(target, left = []);
            left.RemoveAll(other => other.Mark == record.Mark);
            left.Add(record);
        }
    }

    private static string TargetOf(string key, string item) => $"{item} {key}";
}
