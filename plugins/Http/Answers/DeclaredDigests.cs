using System.Net.Http.Headers;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http.Answers;

/// <summary>
/// The sums a server declares for the whole content: Repr-Digest (RFC 9530), its forerunner Digest (RFC 3230), and Content-MD5. What is
/// not understood does not count.
/// </summary>
internal static class DeclaredDigests
{
    private static readonly Dictionary<string, (DigestAlgorithm Algorithm, int Bytes)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sha-256"] = (DigestAlgorithm.Sha256, 32), ["sha-512"] = (DigestAlgorithm.Sha512, 64), ["md5"] = (DigestAlgorithm.Md5, 16),
    };

    public static IReadOnlyList<Digest> In(HttpResponseMessage response)
    {
        var found = new List<Digest>();
        foreach (var member in Members(response.Headers, "Repr-Digest").Concat(Members(response.Headers, "Digest")))
        {
            if (member.Split('=', 2) is [var name, var value])
                Add(found, name.Trim(), value.Split(';')[0].Trim().Trim(':'));
        }

        // Content-MD5 is about the bytes of this answer, so it speaks of the whole only where the answer is the whole.
        if (response.StatusCode != System.Net.HttpStatusCode.PartialContent && response.Content.Headers.TryGetValues("Content-MD5", out var sums))
            Add(found, "md5", string.Concat(sums));
        return found;
    }

    private static IEnumerable<string> Members(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.SelectMany(static value => value.Split(',')) : [];

    private static void Add(List<Digest> found, string name, string base64)
    {
        if (!Known.TryGetValue(name, out var known) || found.Exists(one => one.Algorithm == known.Algorithm))
            return;
        var bytes = new byte[known.Bytes];
        if (Convert.TryFromBase64String(base64, bytes, out var written) && written == known.Bytes)
            found.Add(new(known.Algorithm, bytes));
    }
}
