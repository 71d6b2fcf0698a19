using System.Security.Cryptography;
using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// What an object of ours carries in its metadata: which item it is, and which bytes or which upload. After a kill between the server's word
/// and the ledger's, it tells what we stored ourselves from what somebody else did.
/// </summary>
/// <param name="Item">A sum over the item's id.</param>
/// <param name="Attempt">The CRC-64/NVME of the bytes, a sum over what they are a copy of, or a number of the upload's own.</param>
internal sealed record UploadMark(string Item, string Attempt)
{
    /// <summary>The header it is sent and answered in.</summary>
    public const string Header = "x-amz-meta-tgp";

    /// <summary>The mark of an object put at once.</summary>
    public static UploadMark OfContent(string itemId, ReadOnlySpan<byte> crc64) => new(SumOf(itemId), Convert.ToHexStringLower(crc64));

    /// <summary>The mark of a new multipart upload.</summary>
    public static UploadMark OfUpload(string itemId) => new(SumOf(itemId), Guid.NewGuid().ToString("N"));

    /// <summary>The mark of an object that the server makes of another one at once.</summary>
    public static UploadMark OfCopy(string itemId, CopyOrigin origin) => new(SumOf(itemId), SumOf($"{origin.Length} {origin.Validator}"));

    public static UploadMark? Parse(string? text)
        => text?.Split('-') is [{ Length: 16 } item, { Length: 16 or 32 } attempt] && (item + attempt).All(char.IsAsciiHexDigitLower) ? new(item, attempt) : null;

    public static string SumOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);

    public KeyValuePair<string, string> AsHeader() => new(Header, ToString());

    public override string ToString() => $"{Item}-{Attempt}";
}
