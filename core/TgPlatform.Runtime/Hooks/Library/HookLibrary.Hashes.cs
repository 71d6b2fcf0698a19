using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Runtime.Hooks.Library;

/// <content>Hashes of texts, for names that must be short and unique.</content>
public static partial class HookLibrary
{
    /// <summary>The SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits.</summary>
    /// <param name="text">The text; null is empty.</param>
    public static string Sha256Hex(string? text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")));

    /// <summary>The first digits of <see cref="Sha256Hex"/>: <c>{item.Stem}_{ShortHash(item.Id)}{item.Extension}</c>.</summary>
    /// <param name="text">The text; null is empty.</param>
    /// <param name="digits">How many digits, 1 to 64; with 8, two of 10,000 texts meet once in about a hundred cases.</param>
    public static string ShortHash(string? text, int digits = 8) => Sha256Hex(text)[..digits];
}
