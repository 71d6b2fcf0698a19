using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>The unfinished uploads of a bucket, anybody's.</summary>
internal static class UploadListing
{
    public static async IAsyncEnumerable<Amazon.S3.Model.MultipartUpload> OfAsync(Bucket bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await S3Failures.GuardAsync($"The unfinished uploads of {bucket.Label} cannot be listed", () => bucket.Client.ListMultipartUploadsAsync(request, cancellationToken));
            foreach (var upload in page.MultipartUploads ?? [])
                yield return upload;
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
    }
}
