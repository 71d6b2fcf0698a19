using System.Buffers;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>Which headers a user may set.</summary>
internal static class HeaderRules
{
    // RFC 9110 §5.6.2, token.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Those the source itself sets, and those that would change what a connection means.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Range", "If-Range", "Accept-Encoding", "Connection", "Transfer-Encoding", "Content-Length", "Upgrade", "Expect", "TE", "Trailer",
    };

    // What a redirect to another host may take along: nothing that could be a key.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase) { "User-Agent", "Accept", "Accept-Language" };

    public static bool IsUsable(string name, string value) =>
        name.Length > 0 && name.AsSpan().IndexOfAnyExcept(NameCharacters) < 0 && !Reserved.Contains(name) && value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0;

    public static bool IsHarmless(string name) => Harmless.Contains(name);
}
