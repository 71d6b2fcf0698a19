using Amazon.S3;
using Amazon.S3.Model;

namespace TgPlatform.S3Server;

/// <summary>A bucket as somebody else sees it: what is in it, finished and unfinished.</summary>
public sealed class TestBucket(AmazonS3Client client, string name)
{
    public string Name => name;

    public async Task<IReadOnlyList<S3Object>> ObjectsAsync()
    {
        var found = new List<S3Object>();
        var request = new ListObjectsV2Request { BucketName = name };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request);
            found.AddRange(page.S3Objects ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return found;
    }

    /// <summary>Keys and upload ids of what was begun and neither completed nor aborted.</summary>
    public async Task<IReadOnlyList<(string Key, string Id)>> UploadsAsync()
        => [.. ((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = name })).MultipartUploads ?? []).Select(static upload => (upload.Key, upload.UploadId))];

    public async Task<byte[]> ReadAsync(string key)
    {
        using var stored = await client.GetObjectAsync(name, key);
        var bytes = new MemoryStream();
        await stored.ResponseStream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAllAsync()
    {
        var all = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var found in await ObjectsAsync())
            all.Add(found.Key, await ReadAsync(found.Key));
        return all;
    }

    public Task WriteAsync(string key, byte[] bytes)
        => client.PutObjectAsync(new() { BucketName = name, Key = key, InputStream = new MemoryStream(bytes), UseChunkEncoding = false, CannedACL = S3CannedACL.PublicRead });

    /// <summary>Lets everybody read and write, so that a request needs no signature and may be altered on its way.</summary>
    public Task OpenToAllAsync() => client.PutBucketAclAsync(new PutBucketAclRequest { BucketName = name, ACL = S3CannedACL.PublicReadWrite });

    public Task<GetObjectMetadataResponse> HeadAsync(string key) => client.GetObjectMetadataAsync(name, key);
}
