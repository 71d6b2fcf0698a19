using System.ComponentModel;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.S3.Connections;

/// <summary>Which bucket, and who we are to it: the options that the source and the sink share.</summary>
public abstract record S3BucketOptions : IValidatedOptions
{
    /// <summary>The bucket.</summary>
    [Description("Name of the bucket; it must exist.")]
    [Example("archive")]
    public required string Bucket { get; init; }

    /// <summary>The server.</summary>
    [Description("Address of the S3 server: Ceph, MinIO, R2, B2, Garage …; AWS when not set.")]
    [Example("https://s3.example.org")]
    public Uri? Endpoint { get; init; }

    /// <summary>The region.</summary>
    [Description("Region of the bucket. Without it: us-east-1 with an endpoint; on AWS what AWS_REGION or the profile says.")]
    [Example("eu-central-1")]
    public string? Region { get; init; }

    /// <summary>How the bucket is addressed.</summary>
    [Description("Whether the bucket is the first part of the path (true) or of the host name (false). By default true with an endpoint, false on AWS.")]
    public bool? PathStyle { get; init; }

    /// <summary>Key id.</summary>
    [Description("Access key id; needs secret_key. Without both, AWS's chain is asked: AWS_ACCESS_KEY_ID, the profile, a web identity, the machine's role.")]
    [Example("\"${S3_ACCESS_KEY}\"")]
    public Secret? AccessKey { get; init; }

    /// <summary>Key.</summary>
    [Description("Secret access key; needs access_key.")]
    [Example("\"${S3_SECRET_KEY}\"")]
    public Secret? SecretKey { get; init; }

    /// <summary>Token of temporary keys.</summary>
    [Description("Session token that belongs to temporary keys.")]
    public Secret? SessionToken { get; init; }

    /// <summary>A profile.</summary>
    [Description("Profile of the AWS configuration files to take credentials and region from; instead of access_key.")]
    [Example("backup")]
    public string? Profile { get; init; }

    /// <summary>No credentials at all.</summary>
    [Description("Send requests without credentials, to a bucket that is open to everybody.")]
    public bool Anonymous { get; init; }

    /// <inheritdoc/>
    public virtual IEnumerable<OptionMistake> Validate()
    {
        if (Bucket.Length is < 3 or > 255 || Bucket.Contains('/', StringComparison.Ordinal))
            yield return new("bucket", $"'{Bucket}' is no name of a bucket. Write its name alone; an address belongs into 'endpoint'.");
        if (Endpoint is { Scheme: not ("http" or "https") })
            yield return new("endpoint", "An endpoint begins with http:// or https://.");
        if (AccessKey is null != SecretKey is null)
            yield return new(AccessKey is null ? "secret_key" : "access_key", "access_key and secret_key belong together. Set both, or neither to use AWS's chain.");
        if (SessionToken is not null && AccessKey is null)
            yield return new("session_token", "session_token belongs to an access_key. Set that as well.");
        if ((AccessKey is not null ? 1 : 0) + (Profile is not null ? 1 : 0) + (Anonymous ? 1 : 0) > 1)
            yield return new(null, "Choose one of access_key, profile and anonymous.");
    }
}
