using Amazon.S3;
using Amazon.S3.Model;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Requests;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>The requests that uploads are made of, each with the check of its answer.</summary>
internal sealed partial class Uploader(Bucket bucket, ObjectSender sender, ObjectHeaders headers, EndpointPowers powers)
{
    private static readonly KeyValuePair<string, string> OnlyIfFree = new("if-none-match", "*");

    /// <summary>What the server can do.</summary>
    public EndpointPowers Powers => powers;

    /// <summary>What objects are to be beside their bytes.</summary>
    public ObjectHeaders Headers => headers;

    /// <summary>Puts a whole object; null when the name is taken and was to be free.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="crc64">Their CRC-64/NVME.</param>
    /// <param name="face">What it is to be beside them.</param>
    /// <param name="mark">What it will carry.</param>
    /// <param name="mustBeFree">Whether the server is to refuse a taken name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ETag, without quotes.</returns>
    public async Task<string?> PutAsync(string key, PartBuffer body, ReadOnlyMemory<byte> crc64, ObjectFace face, UploadMark mark, bool mustBeFree, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> all = [.. face.Headers, mark.AsHeader()];
        if (mustBeFree)
            all.Add(OnlyIfFree);
        var sum = PartSum.Of(body, powers, crc64);
        try
        {
            return await PutAsync(key, "", body, all, sum, $"'{key}' cannot be written", cancellationToken);
        }
        catch (RefusedException refused) when (refused.Answer.IsConditionFailed)
        {
            return null;
        }
    }

    /// <summary>Begins an upload in parts.</summary>
    public async Task<string> CreateAsync(string key, ObjectFace face, UploadMark mark, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> all = [.. face.Headers, mark.AsHeader()];
        if (powers.Crc32C)
            all.Add(new("x-amz-checksum-algorithm", "CRC32C"));
        try
        {
            return await sender.CreateUploadAsync(key, all, cancellationToken);
        }
        catch (RefusedException refused)
        {
            throw S3Failures.Of(refused.Answer, $"The upload of '{key}' cannot be begun", refused);
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"The upload of '{key}' cannot be begun");
        }
    }

    /// <summary>Sends one part and gives what the completion has to name.</summary>
    public async Task<SentPart> PutPartAsync(string key, string uploadId, int number, PartBuffer body, CancellationToken cancellationToken)
    {
        var sum = PartSum.Of(body, powers, crc64: null);
        var what = $"Part {number} of '{key}' cannot be written";
        try
        {
            var etag = await PutAsync(key, $"partNumber={number}&uploadId={Uri.EscapeDataString(uploadId)}", body, [.. headers.Customer], sum, what, cancellationToken);
            return new(number, body.Length, etag, powers.Crc32C ? sum.Value : null);
        }
        catch (RefusedException refused)
        {
            throw S3Failures.Of(refused.Answer, what, refused);
        }
    }

    /// <summary>The parts the server holds, in order; null when it has no such upload any more, or cannot list any.</summary>
    public async Task<List<SentPart>?> ListPartsAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        var parts = new List<SentPart>();
        string? marker = null;
        try
        {
            while (true)
            {
                var page = await bucket.Client.ListPartsAsync(new() { BucketName = bucket.Name, Key = key, UploadId = uploadId, PartNumberMarker = marker }, cancellationToken);
                parts.AddRange((page.Parts ?? []).Select(static part => new SentPart(part.PartNumber ?? 0, part.Size ?? 0, Bare(part.ETag), part.ChecksumCRC32C)));
                if (page.IsTruncated != true || page.NextPartNumberMarker is null)
                    return parts;
                marker = page.NextPartNumberMarker.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        catch (AmazonS3Exception failure) when ((int)failure.StatusCode is 404 or 405 or 501 && failure.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"The parts of '{key}' cannot be listed");
        }
    }

    /// <summary>Makes the object of its parts; false when the name is taken and was to be free.</summary>
    public async Task<bool> CompleteAsync(string key, string uploadId, IEnumerable<SentPart> parts, bool mustBeFree, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = key,
            UploadId = uploadId,
            IfNoneMatch = mustBeFree ? "*" : null,
            PartETags = [.. parts.Select(static part => new PartETag(part.Number, part.Etag) { ChecksumCRC32C = part.Crc32C })],
        };
        try
        {
            await bucket.Client.CompleteMultipartUploadAsync(request, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception failure) when (S3Failures.AnswerIn(failure) is { IsConditionFailed: true })
        {
            return false;
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"'{key}' cannot be completed");
        }
    }

    /// <summary>Aborts an upload; one that is gone is fine.</summary>
    public async Task AbortAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await bucket.Client.AbortMultipartUploadAsync(new() { BucketName = bucket.Name, Key = key, UploadId = uploadId }, cancellationToken);
        }
        catch (AmazonS3Exception failure) when (failure.ErrorCode == "NoSuchUpload")
        {
            // Completed or aborted before; either way nothing of it is left.
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"The upload of '{key}' cannot be aborted; its parts take room on the server");
        }
    }

    // The bytes are proven by the server, which compares them with the sum it was told, and once more by what it says it has stored.
    private async Task<string> PutAsync(
        string key, string query, PartBuffer body, List<KeyValuePair<string, string>> all, PartSum sum, string what, CancellationToken cancellationToken)
    {
        all.Add(new(sum.Header, sum.Value));
        try
        {
            var answer = await sender.PutAsync(key, query, body, all, cancellationToken);
            var etag = Bare(answer.TryGetValues("ETag", out var values) ? values.First() : "");
            var echo = answer.TryGetValues(sum.Header, out var echoes) ? echoes.First() : null;
            return sum.IsContradictedBy(headers.EtagIsMd5 ? etag : null, echo)
                ? throw new StoredOtherwiseException($"{what}: the server says it has stored other bytes than were sent.")
                : etag;
        }
        catch (RefusedException refused) when (!refused.Answer.IsConditionFailed)
        {
            throw S3Failures.Of(refused.Answer, what, refused);
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, what);
        }
    }

    private static string Bare(string? etag) => etag?.Trim('"') ?? "";
}
