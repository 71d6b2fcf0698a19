using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace TgPlatform.Plugins.S3.Requests;

/// <summary>
/// Signs requests that carry content (AWS Signature Version 4). The payload itself is not signed: its checksum is among the signed headers, and
/// hashing every byte a second time costs more than sending it.
/// </summary>
internal sealed class RequestSigner(string region, TimeProvider time)
{
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    private volatile DayKey? _key;

    /// <summary>Adds the signature; every header that counts must be there.</summary>
    /// <param name="request">Its address in canonical form: percent-encoded as S3 wants it, the query in order.</param>
    /// <param name="headers">Headers to add and to sign, names in lower case.</param>
    /// <param name="credentials">Null to sign nothing.</param>
    public void Sign(HttpRequestMessage request, IEnumerable<KeyValuePair<string, string>> headers, ImmutableCredentials? credentials)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
            signed[name] = value;
        var now = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        if (credentials is not null)
        {
            signed["x-amz-content-sha256"] = Unsigned;
            signed["x-amz-date"] = now;
            if (credentials.UseToken)
                signed["x-amz-security-token"] = credentials.Token;
        }

        foreach (var (name, value) in signed)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        if (credentials is not null)
            request.Headers.TryAddWithoutValidation("Authorization", Authorization(request, signed, now, credentials));
    }

    private string Authorization(HttpRequestMessage request, SortedDictionary<string, string> signed, string now, ImmutableCredentials credentials)
    {
        var address = request.RequestUri!;
        signed["host"] = address.IsDefaultPort ? address.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}");
        var names = string.Join(';', signed.Keys);
        var canonical = new StringBuilder(512);
        canonical.Append(request.Method.Method).Append('\n').Append(address.AbsolutePath).Append('\n').Append(address.Query.TrimStart('?')).Append('\n');
        foreach (var (name, value) in signed)
            canonical.Append(name).Append(':').Append(value.Trim()).Append('\n');
        canonical.Append('\n').Append(names).Append('\n').Append(Unsigned);

        var scope = $"{now.AsSpan(0, 8)}/{region}/s3/aws4_request";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        var signature = HMACSHA256.HashData(KeyOf(credentials.SecretKey, now[..8]), Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{now}\n{scope}\n{digest}"));
        return $"AWS4-HMAC-SHA256 Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(signature)}";
    }

    // The same for a whole day; temporary credentials change it sooner.
    private byte[] KeyOf(string secret, string day)
    {
        if (_key is { } known && known.Secret == secret && known.Day == day)
            return known.Key;
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(day));
        foreach (var part in new[] { region, "s3", "aws4_request" })
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        _key = new(secret, day, key);
        return key;
    }

    private sealed record DayKey(string Secret, string Day, byte[] Key);
}
