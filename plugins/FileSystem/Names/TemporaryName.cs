using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TgPlatform.Plugins.FileSystem.Names;

/// <summary>
/// Names of files that are not whole yet: <c>.NAME.HASH.part</c>, beside the final name. The same item and name give the same one in every
/// run, so that a later attempt finds its bytes.
/// </summary>
internal static partial class TemporaryName
{
    private const int HashDigits = 16;
    private const string End = ".part";

    /// <summary>The temporary name of a delivery.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="finalName">The final name under the root.</param>
    /// <param name="attempt">0, or more when another delivery is at work under the names before.</param>
    public static string Of(string itemId, string finalName, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{itemId}\0{finalName}\0{attempt}"));
        var name = finalName[(finalName.LastIndexOf('/') + 1)..];
        return $".{ByteLimit.Cut(name, ByteLimit.Component - HashDigits - End.Length - 2)}.{Convert.ToHexStringLower(hash, 0, HashDigits / 2)}{End}";
    }

    /// <summary>Whether a name is of this kind, and so never one of a whole file.</summary>
    public static bool Matches(ReadOnlySpan<char> name) => name.EndsWith(End, StringComparison.Ordinal) && Pattern().IsMatch(name);

    [GeneratedRegex(@"^\..*\.[0-9a-f]{16}\.part$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
