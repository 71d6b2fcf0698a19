using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Names;

namespace TgPlatform.Plugins.S3.Sources;

/// <summary>The objects of a bucket as items, in the order of their keys.</summary>
internal sealed class S3Source : ISource, ICheckable, ICopyable
{
    private const int LongestId = 1_024;
    private const string EndCursor = "end", AfterCursor = "after:";

    private readonly S3SourceOptions _options;
    private readonly Bucket _bucket;
    private readonly ObjectReader _reader;

    public S3Source(S3SourceOptions options)
    {
        _options = options;
        _bucket = new(options);
        _reader = new(_bucket, options.CustomerKey?.Reveal());
        Lanes = [new Lane(options.Bucket) { MaxConcurrency = 64 }];
    }

    public static IReadOnlyList<FieldDefinition> Fields { get; } =
    [
        new("key", FieldType.Text, "Key of the object.", "photos/2026/one.jpg"),
        new("folder", FieldType.Text, "The key up to its last '/', without it; empty when there is none.", "photos/2026"),
        new("storage_class", FieldType.Text, "Storage class of the object, as the server names it.", "STANDARD"),
    ];

    public IReadOnlyList<Lane> Lanes { get; }

    public string Store => _bucket.Store;

    public async ValueTask<string> CheckAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in _reader.ListAsync(_options.Prefix, null, cancellationToken))
            break;
        return $"{_bucket.Label} answers and may be listed.";
    }

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = cursor?.StartsWith(AfterCursor, StringComparison.Ordinal) == true ? cursor[AfterCursor.Length..] : null;
        Item? last = null;
        await foreach (var item in ItemsAsync(after, cancellationToken))
        {
            if (last is not null)
                yield return (ItemGroup)last with { Cursor = AfterCursor + KeyOf(last) };
            last = item;
        }

        // New objects may have come before the cursor as well: only an interrupted listing goes on there, a finished one begins again.
        if (last is null && after is not null)
        {
            await foreach (var group in DiscoverAsync(null, cancellationToken))
                yield return group;
        }
        else if (last is not null)
        {
            yield return (ItemGroup)last with { Cursor = EndCursor };
        }
    }

    public async ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
    {
        var key = KeyOf(item);
        if (from.Offset == 0 && _options.ParallelRanges == 1)
            return await OpenAsync(key, 0, null, cancellationToken) ?? throw Gone(key);
        for (var attempt = 1; ; attempt++)
        {
            var found = await _reader.FindAsync(key, cancellationToken) ?? throw Gone(key);
            var offset = found.Etag == from.Validator && from.Offset <= found.Length ? from.Offset : 0;
            if (offset == found.Length)
                return new(Stream.Null) { Offset = offset, Length = offset, Validator = found.Etag };
            if (_options.ParallelRanges > 1 && found.Length - offset > _options.RangeSize.Bytes)
                return new(new RangeParts(_reader, key, found.Etag, _options), found.Length) { Offset = offset, Validator = found.Etag };
            if (await OpenAsync(key, offset, found.Etag, cancellationToken) is { } content)
                return content;
            if (attempt == 3)
                throw new FailureException(FailureKind.Transient, $"'{key}' changes faster than it can be opened.");
        }
    }

    public async ValueTask<CopyOrigin?> LocateAsync(Item item, Lane lane, CancellationToken cancellationToken)
    {
        // The sink does not have the key that these bytes are read with.
        if (_options.CustomerKey is not null)
            return null;
        var key = KeyOf(item);
        var found = await _reader.FindAsync(key, cancellationToken) ?? throw Gone(key);
        // Of an object that was put at once and that no key of a service encrypts, the ETag is the MD5 of the bytes.
        var isMd5 = found is { IsEncryptedByService: false, Etag.Length: 32 } && found.Etag.All(char.IsAsciiHexDigit);
        return new($"/{_bucket.Name}/{KeyName.Encode(key)}", found.Length, found.Etag)
        {
            MediaType = found.MediaType,
            Digests = isMd5 ? [new(DigestAlgorithm.Md5, Convert.FromHexString(found.Etag))] : [],
        };
    }

    public ValueTask DisposeAsync()
    {
        _bucket.Dispose();
        return default;
    }

    private async Task<Content?> OpenAsync(string key, long offset, string? etag, CancellationToken cancellationToken)
    {
        if (await _reader.OpenAsync(key, offset, null, etag, cancellationToken) is not { } opened)
            return null;
        return new(opened.ResponseStream)
        {
            Offset = offset,
            Length = offset + opened.ContentLength,
            Validator = opened.ETag.Trim('"'),
            Date = opened.LastModified,
            MediaType = opened.Headers.ContentType,
        };
    }

    private async IAsyncEnumerable<Item> ItemsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in _reader.ListAsync(_options.Prefix, after, cancellationToken))
        {
            if (IsWanted(found))
                yield return MakeItem(found);
        }
    }

    // Keys that end in '/' are what consoles make to show an empty folder.
    private bool IsWanted(S3Object found)
        => !(found.Key.EndsWith('/') && found.Size is 0 or null)
            && (_options.Suffix.Count == 0 || _options.Suffix.Any(suffix => found.Key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)))
            && (_options.Since is not { } since || found.LastModified is not { } changed || changed.ToUniversalTime() >= since.UtcDateTime);

    private static Item MakeItem(S3Object found)
    {
        var key = found.Key;
        var id = key.Length <= LongestId ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var start = key.TrimEnd('/').LastIndexOf('/') + 1;
        return new()
        {
            Id = id,
            Name = key[start..],
            Kind = MediaKinds.Of(key),
            Size = found.Size,
            Date = found.LastModified is { } changed ? new DateTimeOffset(changed.ToUniversalTime()) : null,
            Version = found.ETag?.Trim('"'),
            Locator = id == key ? null : key,
            Fields = new([new("key", key), new("folder", key[..Math.Max(0, start - 1)]), new("storage_class", found.StorageClass?.Value)]),
        };
    }

    private static string KeyOf(Item item) => item.Locator ?? item.Id;

    private static FailureException Gone(string key) => new(FailureKind.Permanent, $"There is no object '{key}' any more.");
}
