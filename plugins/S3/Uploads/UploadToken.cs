using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// What continues an upload in a later process: its id and mark, its parts, and one sum over what the server said each part is, so that
/// ten thousand parts take no more room in the ledger than one.
/// </summary>
/// <param name="Number">Which of the names that the conflict policy may give it has: 1 for the wanted one.</param>
/// <param name="Sizes">How large the parts are.</param>
/// <param name="Parts">How many of them are safe, from the first on.</param>
/// <param name="Sum">The sum over their ETags.</param>
/// <param name="Mark">What the object will carry.</param>
/// <param name="UploadId">The server's id.</param>
internal sealed record UploadToken(int Number, PartSizes Sizes, int Parts, string Sum, UploadMark Mark, string UploadId)
{
    /// <summary>The sum over no part.</summary>
    public const string NoSum = "";

    /// <summary>Continues the sum over ETags by one more.</summary>
    public static string Add(string sum, string etag) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sum + '\n' + etag)), 0, 16);

    public static UploadToken? Parse(string? text)
    {
        return text?.Split('|', 7) is [var number, var size, var grows, var parts, var sum, var mark, var id]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var numbered) && numbered > 0
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            && int.TryParse(parts, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && UploadMark.Parse(mark) is { } parsed && id.Length > 0
                ? new(numbered, new(bytes, grows == "+"), count, sum, parsed, id)
                : null;
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Number}|{Sizes.first}|{(Sizes.grows ? "+" : "=")}|{Parts}|{Sum}|{Mark}|{UploadId}");
}
