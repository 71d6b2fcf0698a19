using System.Globalization;
using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Commands;

/// <summary>
/// <c>tgp s3 clean</c>: lists the unfinished uploads of a bucket that nobody works on, and aborts them when told to. Ours are those that the
/// pipelines of the current folder remember.
/// </summary>
internal static class CleanCommand
{
    public static async Task RunAsync(CleanOptions options, CommandContext context, CancellationToken cancellationToken)
    {
        using var bucket = new Bucket(options);
        using var sender = new ObjectSender(bucket, context.Plugin.Time);
        var uploader = new Uploader(bucket, sender, new(new S3SinkOptions { Bucket = options.Bucket }), EndpointPowers.Aws);
        var records = new UploadRecords(context.Plugin.StateFolder);
        var kept = new KeptUploads(bucket, records, context.Plugin.Time, context.Plugin.Logger);
        var (now, stale) = (context.Plugin.Time.GetUtcNow(), 0);
        var ours = await OursAsync(bucket, records, kept, record => options.Abort && now - record.Began >= options.OlderThan, cancellationToken);
        await foreach (var upload in UploadListing.OfAsync(bucket, options.Prefix, cancellationToken))
        {
            var record = ours.GetValueOrDefault(upload.UploadId);
            var began = upload.Initiated is { } time ? new DateTimeOffset(time.ToUniversalTime()) : now;
            if (now - began < options.OlderThan || (record is null && !options.Foreign))
                continue;
            if (options.Abort)
            {
                await uploader.AbortAsync(upload.Key, upload.UploadId, cancellationToken);
                Forget(records, record);
            }

            Tell(context, upload.Key, upload.UploadId, began, record is not null, options.Abort);
            stale++;
        }

        context.Console.Note(stale == 0 ? $"Nothing stale in {bucket.Label}."
            : options.Abort ? $"{stale} aborted in {bucket.Label}."
            : $"{stale} stale in {bucket.Label}. Add --abort to remove them.");
    }

    // By upload id; what the server has no more is forgotten where it may be. Remembered uploads are read before the server is asked: one that is
    // begun in between is then not taken for one that has gone.
    private static async Task<Dictionary<string, UploadRecord>> OursAsync(
        Bucket bucket, UploadRecords records, KeptUploads kept, Predicate<UploadRecord> mayForget, CancellationToken cancellationToken)
    {
        var remembered = records.Of(bucket.Label);
        var there = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var upload in UploadListing.OfAsync(bucket, "", cancellationToken))
            there.Add(upload.UploadId);
        var ours = new Dictionary<string, UploadRecord>(StringComparer.Ordinal);
        foreach (var record in remembered)
        {
            var ids = (record.UploadId is { } known ? [known] : await kept.UnnamedAsync(record, cancellationToken)).Where(there.Contains).ToList();
            ids.ForEach(id => ours[id] = record);
            if (ids.Count == 0 && mayForget(record))
                Forget(records, record);
        }

        return ours;
    }

    private static void Forget(UploadRecords records, UploadRecord? record)
    {
        if (record is not null && UploadMark.Parse(record.Mark) is { } mark)
            records.Remove(mark);
    }

    private static void Tell(CommandContext context, string key, string uploadId, DateTimeOffset began, bool isOurs, bool isAborted)
        => context.Console.Line(context.Json
            ? JsonSerializer.Serialize(new { key, upload_id = uploadId, began, ours = isOurs, aborted = isAborted })
            : string.Create(CultureInfo.InvariantCulture, $"{began:yyyy-MM-dd HH:mm}  {(isOurs ? "ours   " : "foreign")}  {key}  {uploadId}"));
}
