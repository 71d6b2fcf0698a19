using System.Text.RegularExpressions;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Ledgers;

/// <summary>A failure's reason without what it says of its own item, so that the same reason of many items is the same text. To compare, not to show.</summary>
internal static partial class CommonReason
{
    private const string Own = "…";

    /// <summary>The reason without the item's id, name and the numbers of its id, without addresses, and without what stands in quotes.</summary>
    public static string Of(string reason, Item item) =>
        Marked().Replace(Without(Without(reason, item.Id), item.Name), one => char.IsAsciiDigit(one.Value[0]) && Find(item.Id, one.Value, 0) < 0 ? one.Value : Own);

    private static string Without(string text, string word)
    {
        for (var at = Find(text, word, 0); at >= 0; at = Find(text, word, at + Own.Length))
            text = string.Concat(text.AsSpan(0, at), Own, text.AsSpan(at + word.Length));
        return text;
    }

    // Whole words only: the item '5' has no part in the answer 503.
    private static int Find(string text, string word, int from)
    {
        if (word.Length == 0)
            return -1;
        var at = text.IndexOf(word, from, StringComparison.Ordinal);
        while (at >= 0 && (IsWord(text, at - 1) || IsWord(text, at + word.Length)))
            at = text.IndexOf(word, at + 1, StringComparison.Ordinal);
        return at;
    }

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    [GeneratedRegex(@"\b[a-z][a-z0-9+]*://[^\s'""]*[^\s'"".,:;)]|(?<!\w)'[^']+'(?!\w)|(?<!\w)[0-9]+(?!\w)")]
    private static partial Regex Marked();
}
