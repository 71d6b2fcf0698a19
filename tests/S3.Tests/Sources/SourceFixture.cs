using TgPlatform.Plugins.S3.Sources;
using TgPlatform.S3Server;

namespace TgPlatform.Plugins.S3.Tests.Sources;

/// <summary>Sources over a bucket of the test's own.</summary>
internal static class SourceFixture
{
    public static S3Source Make(string url, string bucket, Func<S3SourceOptions, S3SourceOptions>? change = null)
    {
        var options = new S3SourceOptions { Bucket = bucket, Endpoint = new(url), AccessKey = new(RadosGateway.AccessKey), SecretKey = new(RadosGateway.SecretKey) };
        return new(change?.Invoke(options) ?? options);
    }
}
