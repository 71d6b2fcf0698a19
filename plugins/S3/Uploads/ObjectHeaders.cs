using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>What an object is to be beside its bytes, as headers.</summary>
internal sealed class ObjectHeaders
{
    private const string AnyBytes = "application/octet-stream";

    private static readonly Lazy<FileExtensionContentTypeProvider> MediaTypes = new();

    private readonly S3SinkOptions _options;
    private readonly List<KeyValuePair<string, string>> _all = [];

    public ObjectHeaders(S3SinkOptions options)
    {
        _options = options;
        Customer = options.CustomerKey is { } key ? CustomerOf(key.Reveal()) : [];
        _all.AddRange(Customer);
        Add("x-amz-storage-class", options.StorageClass);
        Add("x-amz-acl", options.Acl);
        Add("cache-control", options.CacheControl);
        Add("x-amz-server-side-encryption", options.Encryption switch { Encryption.S3 => "AES256", Encryption.Kms => "aws:kms", _ => null });
        Add("x-amz-server-side-encryption-aws-kms-key-id", options.KmsKey);
        foreach (var (name, value) in options.Metadata)
            Add("x-amz-meta-" + name.ToLowerInvariant(), value);
        if (options.Tags.Count > 0)
            Add("x-amz-tagging", string.Join('&', options.Tags.Select(static tag => $"{Uri.EscapeDataString(tag.Key)}={Uri.EscapeDataString(tag.Value)}")));
    }

    /// <summary>The customer's key, which every request about the bytes has to bring.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Customer { get; }

    /// <summary>Whether an ETag is the MD5 of the bytes: not where what is stored is encrypted with a key of somebody's own.</summary>
    public bool EtagIsMd5 => _options.Encryption is Encryption.Bucket or Encryption.S3;

    /// <summary>The headers of a new object.</summary>
    public List<KeyValuePair<string, string>> Of(string name, string? mediaType, UploadMark mark)
        => [.. _all, new("content-type", MediaTypeOf(name, mediaType)), new(UploadMark.Header, mark.ToString())];

    private static List<KeyValuePair<string, string>> CustomerOf(string key)
    {
#pragma warning disable CA5351 // S3 asks for it to see whether the key arrived as it was sent
        var sum = Convert.ToBase64String(MD5.HashData(Convert.FromBase64String(key)));
#pragma warning restore CA5351
        const string header = "x-amz-server-side-encryption-customer-";
        return [new(header + "algorithm", "AES256"), new(header + "key", key), new(header + "key-md5", sum)];
    }

    // The source's word comes from outside: only what is a media type, and plain ASCII, gets into a header.
    private string MediaTypeOf(string name, string? told)
    {
        if (_options.ContentType is { } always)
            return always;
        if (told is not null && MediaTypeHeaderValue.TryParse(told, out var parsed) && parsed.ToString() is var clean && clean.All(static one => one is >= ' ' and <= '~'))
            return clean;
        return MediaTypes.Value.TryGetContentType(name, out var byExtension) ? byExtension : AnyBytes;
    }

    private void Add(string name, string? value)
    {
        if (value is not null)
            _all.Add(new(name, value));
    }
}
