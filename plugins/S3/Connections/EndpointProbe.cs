using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Connections;

/// <summary>
/// Finds out what a server can do, by a few bytes under a name of their own that is gone afterwards: whether it keeps what it is given,
/// compares sums, and heeds conditions. Servers say the same 200 whether they do or not.
/// </summary>
internal sealed class EndpointProbe(Bucket bucket, ObjectSender sender, ObjectHeaders headers, ObjectReader reader, string prefix, TimeProvider time, ILogger logger)
{
    private static readonly byte[] Bytes = "written by tgp to see what this server does, and removed again\n"u8.ToArray();

    // CRC-64/NVME of the bytes.
    private static readonly byte[] Crc64 = Convert.FromHexString("E62BAFA50D3A8D05");

    private const string Name = ".tgp-probe-";

    // By then whoever wrote it has long been killed.
    private static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    private readonly string _key = $"{prefix}{Name}{Guid.NewGuid():N}";

    /// <summary>Whether an object below the prefix is what a probe of somebody has written for a moment.</summary>
    public static bool IsProbe(string name) => name.StartsWith(Name, StringComparison.Ordinal);

    public async Task<EndpointPowers> RunAsync(CancellationToken cancellationToken)
    {
        using var body = new PartBuffer(Bytes.Length);
        body.Append(Bytes);
        try
        {
            var crc64 = await HeedsAsync(body, "x-amz-checksum-crc64nvme", Crc64, cancellationToken);
            var crc32 = await HeedsAsync(body, "x-amz-checksum-crc32c", Crc32COf(body), cancellationToken);
            await PutAsync(body, "content-md5", Convert.ToBase64String(body.Md5()), cancellationToken);
            await AssertKeptAsync(cancellationToken);
            var conditions = await IsRefusedAsync(body, "if-none-match", "*", cancellationToken);
            logger.LogInformation(
                "{Bucket}: {Conditions}; CRC-64/NVME {Crc64}, CRC-32C {Crc32C}, so each request carries {Sum}, and no trailing checksum",
                bucket.Label, conditions ? "heeds conditions" : "ignores conditions, so names are looked for first", crc64, crc32, crc64.IsHeeded ? "CRC-64/NVME" : crc32.IsHeeded ? "CRC-32C" : "MD5");
            return new(conditions, crc32.IsHeeded, crc64.IsHeeded);
        }
        finally
        {
            await RemoveAsync();
        }
    }

    // Sums that are wrong: who takes the bytes all the same does not look at them. Who refuses the right ones as well cannot be sent any.
    private async Task<Heeding> HeedsAsync(PartBuffer body, string header, byte[] sum, CancellationToken cancellationToken)
    {
        var wrong = (byte[])[.. sum.Select(static one => (byte)~one)];
        if (!await IsRefusedAsync(body, header, Convert.ToBase64String(wrong), cancellationToken))
            return new(false, "is ignored");
        return await IsRefusedAsync(body, header, Convert.ToBase64String(sum), cancellationToken) ? new(false, "is refused") : new(true, "is compared");
    }

    private static byte[] Crc32COf(PartBuffer body)
    {
        var sum = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(sum, body.Crc32C());
        return sum;
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
            await foreach (var left in reader.ListAsync(prefix + Name, null, CancellationToken.None))
            {
                if (left.LastModified is { } written && time.GetUtcNow() - written.ToUniversalTime() > Stale)
                    await reader.DeleteAsync(left.Key, CancellationToken.None);
            }
        }
        catch (FailureException failure)
        {
            logger.LogWarning("{Reason} Objects '{Key}…' of a few bytes may stay behind", failure.Message, prefix + Name);
        }
    }

    private sealed record Heeding(bool IsHeeded, string Word)
    {
        public override string ToString() => Word;
    }
}
