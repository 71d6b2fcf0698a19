using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>The options of the <c>s3</c> sink.</summary>
public sealed record S3SinkOptions : S3BucketOptions
{
    /// <summary>The root.</summary>
    [Description("What every key begins with, as a folder; nothing is written outside it.")]
    [Example("media/2026")]
    public string Prefix { get; init; } = "";

    /// <summary>The conflict policy.</summary>
    [Description("What to do when a name is taken: fail (the item becomes a dead letter), skip (leave what is there), overwrite (replace it in one step), rename (take the next free name, 'photo (2).jpg'). The server refuses a taken name itself where it can; else it is looked for first.")]
    [Example("rename")]
    public OnConflict OnConflict { get; init; } = OnConflict.Fail;

    /// <summary>Bytes of a part.</summary>
    [Description("Size of a part, in whole MiB. Objects that fit into one are put at once, larger ones in parts; those too large for 10,000 parts get larger ones.")]
    [Range(typeof(ByteSize), "5MiB", "1GiB")]
    public ByteSize PartSize { get; init; } = ByteSize.FromMiB(8);

    /// <summary>Parts at once.</summary>
    [Description("How many parts of one object are sent at once, at most. Each object being written holds one part in memory; further ones are on their way as long as engine.buffer.bytes has room for them, three quarters of which are for parts.")]
    [Range(1, 64)]
    public int ParallelParts { get; init; } = 4;

    /// <summary>Uploads that end unfinished.</summary>
    [Description("What becomes of an upload that is interrupted: keep (the next attempt continues it; parts take room on the server until then) or abort.")]
    public Unfinished Unfinished { get; init; } = Unfinished.Keep;

    /// <summary>Storage class.</summary>
    [Description("Storage class of the objects, as the server names it; C# in braces makes it anew for each item.")]
    [Example("STANDARD_IA")]
    [Example("'{(item.Kind == Video ? \"GLACIER_IR\" : \"STANDARD\")}'")]
    public ItemText? StorageClass { get; init; }

    /// <summary>Access list.</summary>
    [Description("Canned access list of the objects.")]
    [Example("bucket-owner-full-control")]
    public string? Acl { get; init; }

    /// <summary>Encryption at rest.</summary>
    [Description("Encryption at rest: bucket (as the bucket is set up), s3 (the server's own keys), kms (a key of its key management service), customer (customer_key, sent with every request).")]
    public Encryption Encryption { get; init; } = Encryption.Bucket;

    /// <summary>Key of the service.</summary>
    [Description("Key of the key management service, with encryption: kms; its default key when not set.")]
    public string? KmsKey { get; init; }

    /// <summary>The customer's key.</summary>
    [Description("32 bytes in base64, with encryption: customer. Without them nobody reads the objects again.")]
    [Example("\"${S3_CUSTOMER_KEY}\"")]
    public Secret? CustomerKey { get; init; }

    /// <summary>Media type.</summary>
    [Description("Media type of every object. Without it: the one the source tells, else the one that goes with the extension. C# in braces makes it anew for each item.")]
    [Example("image/jpeg")]
    public ItemText? ContentType { get; init; }

    /// <summary>Caching.</summary>
    [Description("Cache-Control of the objects, for those who fetch them; C# in braces makes it anew for each item.")]
    [Example("max-age=31536000")]
    public ItemText? CacheControl { get; init; }

    /// <summary>Metadata.</summary>
    [Description("Metadata of the objects. Values are texts, with C# in braces made anew for each item; an empty one is left out, and 512 bytes remain. What is no ASCII goes encoded (RFC 2047).")]
    [Example("{ origin: telegram, chat: '{item[\"chat\"]}' }")]
    public IReadOnlyDictionary<string, ItemText> Metadata { get; init; } = new Dictionary<string, ItemText>();

    /// <summary>Tags.</summary>
    [Description("Tags of the objects, ten at most. Values are texts, with C# in braces made anew for each item: then an empty one is left out, characters that S3 refuses become '_', and 256 remain.")]
    [Example("{ project: archive, year: '{item.Date:yyyy}' }")]
    public IReadOnlyDictionary<string, ItemText> Tags { get; init; } = new Dictionary<string, ItemText>();

    /// <inheritdoc/>
    public override IEnumerable<OptionMistake> Validate() => [.. base.Validate(), .. SinkOptionChecks.Of(this)];
}
