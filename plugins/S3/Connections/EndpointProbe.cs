using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Connections;

/// <summary>
/// Finds out what a server can do, by a few bytes under a name of their own that is gone afterwards: whether it keeps what it is given,
/// compares sums, and heeds conditions. Servers say the same 200 whether they do or not.
/// </summary>
internal sealed class EndpointProbe(Bucket bucket, ObjectSender sender, ObjectHeaders headers, ObjectReader reader, string prefix, ILogger logger)
{
    private static readonly byte[] Bytes = "written by tgp to see what this server does, and removed again\n"u8.ToArray();

    private readonly string _key = $"{prefix}.tgp-probe-{Guid.NewGuid():N}";

    public async Task<EndpointPowers> RunAsync(CancellationToken cancellationToken)
    {
        using var body = new PartBuffer(Bytes.Length);
        body.Append(Bytes);
        try
        {
            // Sums that are wrong: who takes the bytes all the same does not look at them.
            var crc64 = await IsRefusedAsync(body, "x-amz-checksum-crc64nvme", Convert.ToBase64String(new byte[8]), cancellationToken);
            var crc32 = await IsRefusedAsync(body, "x-amz-checksum-crc32c", Convert.ToBase64String(new byte[4]), cancellationToken);
            await PutAsync(body, "content-md5", Convert.ToBase64String(body.Md5()), cancellationToken);
            await AssertKeptAsync(cancellationToken);
            var conditions = await IsRefusedAsync(body, "if-none-match", "*", cancellationToken);
            logger.LogInformation("{Bucket}: {Conditions} conditions, compares {Sums}", bucket.Label, conditions ? "heeds" : "ignores", crc64 ? "CRC-64/NVME" : crc32 ? "CRC-32C" : "MD5");
            return new(conditions, crc32, crc64);
        }
        finally
        {
            await RemoveAsync();
        }
    }

    private async Task<bool> IsRefusedAsync(PartBuffer body, string header, string value, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(body, header, value, cancellationToken);
            return false;
        }
        catch (RefusedException refused) when (refused.Answer.Status is 400 or 412 or 501)
        {
            return refused.Answer.Status != 501;
        }
        catch (RefusedException refused)
        {
            throw S3Failures.Of(refused.Answer, $"Nothing can be written to {bucket.Label}", refused);
        }
    }

    private async Task PutAsync(PartBuffer body, string header, string value, CancellationToken cancellationToken)
    {
        var mark = new UploadMark(UploadMark.SumOf(_key), UploadMark.SumOf(_key));
        try
        {
            await sender.PutAsync(_key, "", body, [.. headers.Always, mark.AsHeader(), new(header, value)], cancellationToken);
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, $"{bucket.Label} cannot be reached");
        }
    }

    private async Task AssertKeptAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var stored = await reader.OpenAsync(_key, 0, null, null, cancellationToken);
            var read = new MemoryStream();
            if (stored is not null)
                await stored.ResponseStream.CopyToAsync(read, cancellationToken);
            if (!read.ToArray().AsSpan().SequenceEqual(Bytes))
                throw new FailureException(FailureKind.Blocked, $"{bucket.Label} does not keep what it is given: {Bytes.Length} bytes were written, {read.Length} or other ones came back. Nothing is entrusted to it.");
        }
        catch (FailureException failure) when (failure.InnerException is Amazon.S3.AmazonS3Exception { StatusCode: System.Net.HttpStatusCode.Forbidden })
        {
            logger.LogWarning("{Bucket} may be written but not read: what it stores cannot be proven by reading", bucket.Label);
        }
    }

    private async Task RemoveAsync()
    {
        try
        {
            await reader.DeleteAsync(_key, CancellationToken.None);
        }
        catch (FailureException failure)
        {
            logger.LogWarning("{Reason} The object '{Key}' of a few bytes stays behind", failure.Message, _key);
        }
    }
}
