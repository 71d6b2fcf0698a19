using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Connections;

/// <summary>Looks at objects, lists and reads them.</summary>
/// <param name="bucket">Where.</param>
/// <param name="customerKey">The key they are encrypted with, in base64; null for none of our own.</param>
internal sealed class ObjectReader(Bucket bucket, string? customerKey)
{
    private ServerSideEncryptionCustomerMethod? Method => customerKey is null ? null : ServerSideEncryptionCustomerMethod.AES256;

    /// <summary>The object of a key, or null when there is none.</summary>
    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await bucket.Client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket.Name, Key = key, ServerSideEncryptionCustomerMethod = Method, ServerSideEncryptionCustomerProvidedKey = customerKey }, cancellationToken);
            return new(found.ContentLength, found.ETag.Trim('"'), found.Metadata[UploadMark.Header], found.TagsCount ?? 0, found.Headers.ContentType, found.ServerSideEncryptionKeyManagementServiceKeyId is not null);
        }
        catch (AmazonS3Exception failure) when ((int)failure.StatusCode == 404)
        {
            // A missing bucket answers the same; every write says so more clearly.
            return null;
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"'{key}' cannot be looked up");
        }
    }

    /// <summary>Whether a place is that of a key in this bucket.</summary>
    public bool IsPlaceOf(string key, string place) => place.StartsWith($"/{bucket.Name}/", StringComparison.Ordinal) && KeyIn(place) == key;

    /// <summary>The ETag of what is at a place of this server, of any bucket; null when nothing is.</summary>
    public async Task<string?> FindEtagAsync(string place, CancellationToken cancellationToken)
    {
        var (where, key, what) = (place[1..place.IndexOf('/', 1)], KeyIn(place), Uri.UnescapeDataString(place));
        try
        {
            var found = await bucket.Client.GetObjectMetadataAsync(where, key, cancellationToken);
            return found.ETag.Trim('"');
        }
        catch (AmazonS3Exception failure) when ((int)failure.StatusCode == 404)
        {
            return null;
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"'{what}' cannot be looked up");
        }
    }

    /// <summary>Opens an object; null when there is none, or its bytes are not the expected ones any more.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many bytes; null for all from there on.</param>
    /// <param name="etag">The ETag it must have, or null for any.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async Task<GetObjectResponse?> OpenAsync(string key, long offset, long? length, string? etag, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = bucket.Name,
            Key = key,
            EtagToMatch = etag is null ? null : $"\"{etag}\"",
            ServerSideEncryptionCustomerMethod = Method,
            ServerSideEncryptionCustomerProvidedKey = customerKey,
        };
        if (length is { } bytes)
            request.ByteRange = new ByteRange(offset, offset + bytes - 1);
        else if (offset > 0)
            request.ByteRange = new ByteRange($"bytes={offset}-");
        try
        {
            return await bucket.Client.GetObjectAsync(request, cancellationToken);
        }
        catch (AmazonS3Exception failure) when ((int)failure.StatusCode is 404 or 412 && failure.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"'{key}' cannot be read");
        }
    }

    /// <summary>The objects whose keys begin with a prefix, in the order of their keys.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="after">Begin behind this key; null to begin at the first.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async IAsyncEnumerable<S3Object> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = bucket.Name, Prefix = prefix, StartAfter = after, ContinuationToken = continuation, Encoding = EncodingType.Url };
            var page = await S3Failures.GuardAsync($"The objects of {bucket.Label} cannot be listed", () => bucket.Client.ListObjectsV2Async(request, cancellationToken));
            foreach (var found in page.S3Objects ?? [])
            {
                // Only servers that did as asked say so; some write a space as '+', and all a '+' as %2B.
                if (page.Encoding == EncodingType.Url)
                    found.Key = Uri.UnescapeDataString(found.Key.Replace('+', ' '));
                yield return found;
            }

            continuation = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (continuation is not null);
    }

    /// <summary>Gives an object its tags.</summary>
    public Task TagAsync(string key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var request = new PutObjectTaggingRequest { BucketName = bucket.Name, Key = key, Tagging = new() { TagSet = [.. tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })] } };
        return S3Failures.GuardAsync($"'{key}' cannot be tagged", () => bucket.Client.PutObjectTaggingAsync(request, cancellationToken));
    }

    /// <summary>Removes an object; a missing one is fine.</summary>
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
        => S3Failures.GuardAsync($"'{key}' cannot be removed", () => bucket.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket.Name, Key = key }, cancellationToken));

    private static string KeyIn(string place) => Uri.UnescapeDataString(place[(place.IndexOf('/', 1) + 1)..]);
}
