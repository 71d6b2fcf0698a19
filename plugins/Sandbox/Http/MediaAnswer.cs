using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>Answers one request for a file, with the faults it asks for.</summary>
internal sealed class MediaAnswer(HttpContext context, string path, Faults faults, TimeProvider time)
{
    private const int ChunkBytes = 64 << 10;
    private const long CheapToHash = 1 << 20;

    private static readonly DateTimeOffset Changed = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HttpResponse _response = context.Response;
    private readonly ulong _seed = GeneratedMedia.SeedOf(path);

    public async Task WriteAsync(FaultCounter counter)
    {
        if (faults.LatencyMilliseconds > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(faults.LatencyMilliseconds), time, context.RequestAborted);
        var applies = (faults.Status == 0 && faults.Drop is null) || counter.Count(context.Request.Path + context.Request.QueryString) < faults.First;
        if (faults.Redirect > 0)
            Redirect();
        else if (faults.Status > 0 && applies)
            Refuse();
        else if (Catalogue.LengthOf(path) is { } length)
            await WriteFileAsync(length, applies ? faults.Drop : null);
        else
            _response.StatusCode = StatusCodes.Status404NotFound;
    }

    private void Redirect()
    {
        var left = faults.Redirect - 1;
        _response.StatusCode = StatusCodes.Status302Found;
        _response.Headers.Location = context.Request.PathBase + context.Request.Path.ToUriComponent() + (left > 0 ? $"?redirect={left}" : "");
    }

    private void Refuse()
    {
        _response.StatusCode = faults.Status;
        if (faults.RetryAfter is not null)
            _response.Headers.RetryAfter = faults.RetryAfter;
    }

    private async Task WriteFileAsync(long length, long? drop)
    {
        var etag = faults.ETag switch
        {
            "none" => null,
            "weak" => $"W/\"{_seed:x16}\"",
            _ => $"\"{_seed:x16}\"",
        };
        _response.Headers.ETag = etag;
        _response.Headers.LastModified = HeaderUtilities.FormatDate(Changed);
        _response.Headers.AcceptRanges = faults.Ranges == "ignore" ? "none" : "bytes";
        _response.ContentType = MediaTypes.Of(path);
        if (faults.Disposition is not null)
            _response.Headers.ContentDisposition = faults.Disposition;
        DeclareDigest(length);
        var range = faults.Ranges == "ignore" ? new(0, length, false) : SentRange.For(context.Request.GetTypedHeaders(), length, etag, Changed);
        if (range is null)
        {
            _response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            _response.Headers.ContentRange = $"bytes */{length}";
            return;
        }

        if (range.Value.IsPart)
            DeclareRange(range.Value, length);
        if (faults.Coding == "gzip")
            await WriteCodedAsync(range.Value);
        else
            await WriteBytesAsync(range.Value, drop);
    }

    private void DeclareDigest(long length)
    {
        if ((faults.Digest ?? (length <= CheapToHash ? "sha-256" : "none")) is not ("sha-256" or "sha-512" or "md5" or "wrong") || faults.Coding is not null)
            return;
        var name = faults.Digest is null or "wrong" ? "sha-256" : faults.Digest;
        var sum = GeneratedMedia.Hash(faults.Digest == "wrong" ? path + "?" : path, length, name switch
        {
            "sha-512" => HashAlgorithmName.SHA512,
            "md5" => HashAlgorithmName.MD5,
            _ => HashAlgorithmName.SHA256,
        });
        _response.Headers["Repr-Digest"] = $"{name}=:{Convert.ToBase64String(sum)}:";
    }

    private void DeclareRange(SentRange range, long length)
    {
        var (first, total) = faults.Ranges switch
        {
            "lie" => (Math.Max(0, range.First - 1), length),
            "total" => (range.First, length + 1),
            _ => (range.First, length),
        };
        _response.StatusCode = StatusCodes.Status206PartialContent;
        _response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{first + range.Count - 1}/{total}");
    }

    private async Task WriteCodedAsync(SentRange range)
    {
        _response.Headers.ContentEncoding = "gzip";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await using var gzip = new GZipStream(_response.Body, CompressionLevel.Fastest);
        var chunk = new byte[ChunkBytes];
        for (var sent = 0L; sent < range.Count; sent += chunk.Length)
        {
            var part = chunk.AsMemory(0, (int)Math.Min(chunk.Length, range.Count - sent));
            GeneratedMedia.Fill(_seed, range.First + sent, part.Span);
            await gzip.WriteAsync(part, context.RequestAborted);
        }
    }

    private async Task WriteBytesAsync(SentRange range, long? drop)
    {
        if (faults.Framing is null)
            _response.ContentLength = range.Count;
        else if (faults.Framing == "close")
            _response.Headers.TransferEncoding = "identity";
        if (faults.Framing == "close")
            _response.Headers.Connection = "close";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var body = _response.BodyWriter;
        for (var sent = 0L; sent < range.Count;)
        {
            var count = (int)Math.Min(ChunkBytes, Math.Min(range.Count - sent, drop - sent ?? long.MaxValue));
            GeneratedMedia.Fill(_seed, range.First + sent, body.GetSpan(count)[..count]);
            body.Advance(count);
            sent += count;
            await body.FlushAsync(context.RequestAborted);
            if (sent == drop)
            {
                context.Abort();
                return;
            }

            if (faults.BytesPerSecond > 0)
                await Task.Delay(TimeSpan.FromSeconds((double)count / faults.BytesPerSecond), time, context.RequestAborted);
        }
    }
}
