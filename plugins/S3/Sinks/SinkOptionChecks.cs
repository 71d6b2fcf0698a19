using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>Rules over the sink's options that no type can express.</summary>
internal static class SinkOptionChecks
{
    private const int LongestPrefix = 512;
    private const int MostTags = 10;

    public static IEnumerable<OptionMistake> Of(S3SinkOptions options)
    {
        if (options.Prefix.Split('/').Any(static folder => folder is "." or "..") || options.Prefix.Any(char.IsControl) || Encoding.UTF8.GetByteCount(options.Prefix) > LongestPrefix)
            yield return new("prefix", $"A prefix is made of plain folders, without '.', '..' and control characters, and has at most {LongestPrefix} bytes.");
        if (options.PartSize.Bytes % (1 << 20) != 0)
            yield return new("part_size", "A part has whole MiB: 8MiB, 64MiB.");
        if (options.KmsKey is not null && options.Encryption != Encryption.Kms)
            yield return new("kms_key", "kms_key goes with encryption: kms. Set that, or leave the key out.");
        if (options.CustomerKey is not null != (options.Encryption == Encryption.Customer))
            yield return new("customer_key", "customer_key and encryption: customer belong together.");
        if (options.CustomerKey is { } key && !(Convert.TryFromBase64String(key.Reveal(), new byte[64], out var length) && length == 32))
            yield return new("customer_key", "A customer key is 32 bytes in base64.");
        if (options.Metadata.Keys.Any(static name => !IsToken(name)))
            yield return new("metadata", "Names of metadata are letters, digits and '-'.");
        if (options.Tags.Count > MostTags)
            yield return new("tags", $"An object has at most {MostTags} tags.");
        foreach (var (name, value) in new[] { ("storage_class", options.StorageClass?.Constant), ("acl", options.Acl), ("content_type", options.ContentType?.Constant), ("cache_control", options.CacheControl?.Constant), ("kms_key", options.KmsKey) })
        {
            if (value is not null && !HeaderText.IsPrintable(value))
                yield return new(name, "It goes into a header: printable ASCII only.");
        }
    }

    private static bool IsToken(string text) => text.Length > 0 && text.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');
}
