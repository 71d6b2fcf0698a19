using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>Hides the values of query parameters that are keys to something: signatures, tokens, passwords.</summary>
internal static class SecretQuery
{
    private const int MarkBytes = 4;

    private static readonly string[] Whole = ["sig", "pwd", "auth", "jwt", "key", "pass"];
    private static readonly string[] Within = ["token", "signature", "secret", "password", "passwd", "credential", "apikey", "api_key", "api-key", "access_key", "accesskey"];

    /// <summary>The query with every such value replaced by a mark that differs where the values differ.</summary>
    /// <param name="query">The query with its question mark, or nothing.</param>
    public static string Hide(string query)
    {
        if (query.Length < 2)
            return query;
        var parts = query[1..].Split('&');
        var hidden = false;
        for (var index = 0; index < parts.Length; index++)
        {
            var equals = parts[index].IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == parts[index].Length - 1 || !IsSecret(Uri.UnescapeDataString(parts[index][..equals])))
                continue;
            parts[index] = $"{parts[index][..equals]}=***{MarkOf(parts[index][(equals + 1)..])}";
            hidden = true;
        }

        return hidden ? "?" + string.Join('&', parts) : query;
    }

    private static bool IsSecret(string name) =>
        Whole.Contains(name, StringComparer.OrdinalIgnoreCase) || Array.Exists(Within, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    // Two files may differ in nothing but their token, so the values must stay apart; 32 bits do that and give nothing away.
    private static string MarkOf(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, MarkBytes));
}
