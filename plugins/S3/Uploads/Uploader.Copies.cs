using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Requests;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>The requests that have the server copy.</summary>
internal sealed partial class Uploader
{
    /// <summary>Makes an object of another one.</summary>
    /// <returns>Its ETag, without quotes.</returns>
    /// <exception cref="NotSupportedException">The server does not copy from there.</exception>
    public async Task<string> CopyAsync(string key, CopyOrigin origin, ObjectFace face, UploadMark mark, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> all =
        [
            .. face.Headers, mark.AsHeader(), .. OriginHeaders(origin),
            new("x-amz-metadata-directive", "REPLACE"), new("x-amz-tagging-directive", "REPLACE"),
        ];
        var (etag, _) = await CopyAsync(key, "", all, origin.Length, $"'{key}' cannot be copied", cancellationToken);
        // Of an object that was put at once both are the MD5 of the bytes; of other ones the server may make another mark.
        var differs = headers.EtagIsMd5 && etag != origin.Validator && origin.Digests.Any(static digest => digest.Algorithm == DigestAlgorithm.Md5);
        return differs ? throw new StoredOtherwiseException($"'{key}' cannot be copied: the server says it has stored other bytes than those of its origin.") : etag;
    }

    /// <summary>Makes a part of a range of another object.</summary>
    /// <exception cref="NotSupportedException">The server does not copy from there.</exception>
    public async Task<SentPart> CopyPartAsync(string key, string uploadId, int number, CopyOrigin origin, long from, long bytes, CancellationToken cancellationToken)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"bytes={from}-{from + bytes - 1}");
        var (etag, crc32C) = await CopyAsync(
            key, $"partNumber={number}&uploadId={Uri.EscapeDataString(uploadId)}", [.. headers.Customer, .. OriginHeaders(origin), new("x-amz-copy-source-range", range)], bytes,
            $"Part {number} of '{key}' cannot be copied", cancellationToken);
        return new(number, bytes, etag, crc32C);
    }

    private static KeyValuePair<string, string>[] OriginHeaders(CopyOrigin origin) => [new("x-amz-copy-source", origin.Place), new("x-amz-copy-source-if-match", $"\"{origin.Validator}\"")];

    private async Task<(string Etag, string? Crc32C)> CopyAsync(
        string key, string query, List<KeyValuePair<string, string>> all, long bytes, string what, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await sender.CopyAsync(key, query, all, bytes, cancellationToken);
            return (Bare(answer.GetValueOrDefault("ETag")), answer.GetValueOrDefault("ChecksumCRC32C"));
        }
        catch (RefusedException refused) when (refused.Answer.IsConditionFailed)
        {
            throw new FailureException(FailureKind.Transient, $"{what}: its origin has changed meanwhile.", refused);
        }
        catch (RefusedException refused) when (refused.Answer is { Status: 403 or 405 or 501, Code: null or "AccessDenied" or "MethodNotAllowed" or "NotImplemented" })
        {
            throw new NotSupportedException($"{what}: {refused.Message}.", refused);
        }
        catch (RefusedException refused)
        {
            throw S3Failures.Of(refused.Answer, what, refused);
        }
        catch (Exception failure) when (S3Failures.IsFailure(failure))
        {
            throw S3Failures.Translate(failure, what);
        }
    }
}
