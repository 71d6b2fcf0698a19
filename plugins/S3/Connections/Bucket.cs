using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.S3.Model;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.S3.Connections;

/// <summary>
/// One bucket on one server, and the SDK's client for everything that moves no content. Made on first use: credentials and region may have to
/// be asked for.
/// </summary>
internal sealed class Bucket : IDisposable
{
    private readonly S3BucketOptions _options;
    private readonly Lazy<AmazonS3Client> _client;
    private readonly Lazy<AWSCredentials> _credentials;
    private readonly Lazy<string> _address;

    public Bucket(S3BucketOptions options)
    {
        _options = options;
        _credentials = new(FindCredentials);
        _client = new(MakeClient);
        _address = new(() => _client.Value.DetermineServiceOperationEndpoint(new PutObjectRequest { BucketName = Name, Key = "key" }).URL);
    }

    public string Name => _options.Bucket;

    /// <summary>The SDK's client. It is told neither to sign payloads nor to add checksums of its own: Ceph 16 and others refuse its trailing ones.</summary>
    public AmazonS3Client Client => _client.Value;

    /// <summary>Address of the bucket, ending in <c>/</c>; a key follows percent-encoded.</summary>
    public string Address => _address.Value;

    /// <summary>The region that requests are signed for.</summary>
    public string Region => Client.Config.AuthenticationRegion ?? Client.Config.RegionEndpoint.SystemName;

    /// <summary>Whether this is AWS itself, whose powers are known.</summary>
    public bool IsAws => _options.Endpoint is null;

    /// <summary>The server and bucket, for people and for telling two apart.</summary>
    public string Label => IsAws ? $"AWS bucket '{Name}'" : string.Create(CultureInfo.InvariantCulture, $"bucket '{Name}' at {_options.Endpoint!.GetLeftPart(UriPartial.Authority)}");

    /// <summary>The server and who we are to it: within one store it can copy by itself. Without secrets.</summary>
    public string Store => $"s3 {_options.Endpoint?.GetLeftPart(UriPartial.Path) ?? "aws"} {WhoWeAre}";

    /// <summary>Who we are now; null without credentials. Temporary ones are renewed in time.</summary>
    public async ValueTask<ImmutableCredentials?> CredentialsAsync()
        => _options.Anonymous ? null : await _credentials.Value.GetCredentialsAsync();

    private string WhoWeAre => _options.Anonymous ? "anonymous"
        : _options.AccessKey is { } key ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key.Reveal())), 0, 8)
        : $"profile {_options.Profile}";

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private AmazonS3Client MakeClient()
    {
        var config = new AmazonS3Config
        {
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            ForcePathStyle = _options.PathStyle ?? !IsAws,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromMinutes(2),
        };
        if (_options.Profile is { } profile)
            config.Profile = new Profile(profile);
        if (_options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.OriginalString;
            config.AuthenticationRegion = _options.Region ?? "us-east-1";
        }
        else if (_options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else if (config.RegionEndpoint is null)
        {
            throw new FailureException(FailureKind.Blocked, $"No region is known for {Label}. Set 'region', or AWS_REGION.");
        }

        return new(_credentials.Value, config);
    }

    private AWSCredentials FindCredentials()
    {
        if (_options.Anonymous)
            return new AnonymousAWSCredentials();
        if (_options.AccessKey is { } key)
        {
            return _options.SessionToken is { } token
                ? new SessionAWSCredentials(key.Reveal(), _options.SecretKey!.Reveal(), token.Reveal())
                : new BasicAWSCredentials(key.Reveal(), _options.SecretKey!.Reveal());
        }

        if (_options.Profile is { } profile)
        {
            return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var found)
                ? found
                : throw new FailureException(FailureKind.Blocked, $"The AWS configuration has no profile '{profile}' with credentials. Correct 'profile'.");
        }

        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException failure)
        {
            throw new FailureException(FailureKind.Blocked, $"There are no credentials for {Label}. Set access_key and secret_key, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or anonymous: true.", failure);
        }
    }
}
