using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>What objects are to be beside their bytes: by the sink's options, and by the item where an option says so.</summary>
internal sealed class ObjectHeaders
{
    private const string AnyBytes = "application/octet-stream";

    private static readonly Lazy<FileExtensionContentTypeProvider> MediaTypes = new();

    private readonly S3SinkOptions _options;
    private readonly List<KeyValuePair<string, string>> _always = [];

    public ObjectHeaders(S3SinkOptions options)
    {
        _options = options;
        Customer = options.CustomerKey is { } key ? CustomerOf(key.Reveal()) : [];
        _always.AddRange(Customer);
        Add(_always, "x-amz-acl", options.Acl);
        Add(_always, "x-amz-server-side-encryption", options.Encryption switch { Encryption.S3 => "AES256", Encryption.Kms => "aws:kms", _ => null });
        Add(_always, "x-amz-server-side-encryption-aws-kms-key-id", options.KmsKey);
    }

    /// <summary>The customer's key, which every request about the bytes has to bring.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Customer { get; }

    /// <summary>Whether an ETag is the MD5 of the bytes: not where what is stored is encrypted with a key of somebody's own.</summary>
    public bool EtagIsMd5 => _options.Encryption is Encryption.Bucket or Encryption.S3;

    /// <summary>What is the same for all objects.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Always => _always;

    /// <summary>What the object of an item is to be.</summary>
    /// <param name="target">The item.</param>
    /// <param name="name">Its final name.</param>
    public ObjectFace Of(Target target, string name)
    {
        var item = target.Item;
        List<KeyValuePair<string, string>> headers = [.. _always, new("content-type", MediaTypeOf(_options.ContentType?.Of(item), name, target.MediaType))];
        Add(headers, "x-amz-storage-class", PlainOf(_options.StorageClass, item));
        Add(headers, "cache-control", PlainOf(_options.CacheControl, item));
        foreach (var (key, value) in _options.Metadata)
            Add(headers, "x-amz-meta-" + key.ToLowerInvariant(), HeaderText.Metadata(value.Constant ?? HeaderText.Shortened(value.Of(item))));
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in _options.Tags)
        {
            if ((value.Constant ?? HeaderText.Tag(value.Of(item))) is var text && (text.Length > 0 || value.Constant is not null))
                tags.Add(key, text);
        }

        if (tags.Count > 0)
            headers.Add(new("x-amz-tagging", string.Join('&', tags.Select(static tag => $"{Uri.EscapeDataString(tag.Key)}={Uri.EscapeDataString(tag.Value)}"))));
        return new(headers, tags);
    }

    private static string? PlainOf(ItemText? text, Item item) => text is null ? null : HeaderText.Plain(text.Of(item));

    private static List<KeyValuePair<string, string>> CustomerOf(string key)
    {
#pragma warning disable CA5351 // S3 asks for it to see whether the key arrived as it was sent
        var sum = Convert.ToBase64String(MD5.HashData(Convert.FromBase64String(key)));
#pragma warning restore CA5351
        const string header = "x-amz-server-side-encryption-customer-";
        return [new(header + "algorithm", "AES256"), new(header + "key", key), new(header + "key-md5", sum)];
    }

    // What the source or the item says comes from outside: only what is a media type, and plain ASCII, gets into a header.
    private static string MediaTypeOf(string? wanted, string name, string? told)
    {
        foreach (var said in new[] { wanted, told })
        {
            if (said is not null && MediaTypeHeaderValue.TryParse(said, out var parsed) && parsed.ToString() is var clean && HeaderText.IsPrintable(clean))
                return clean;
        }

        return MediaTypes.Value.TryGetContentType(name, out var byExtension) ? byExtension : AnyBytes;
    }

    private static void Add(List<KeyValuePair<string, string>> headers, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            headers.Add(new(name, value));
    }
}
