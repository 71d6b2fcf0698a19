using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace TgPlatform.Runtime.Hooks.Library.Unicode;

/// <summary>Writes letters of Latin, Cyrillic and Greek, and typographic signs, in ASCII.</summary>
internal static class AsciiLetters
{
    // Lower case only: upper case follows from it. Marks are taken off before the table is asked, so й stands here and é does not.
    private static readonly FrozenDictionary<string, string> Table = (
        "ß ss æ ae œ oe ø o đ d ð d þ th ł l ħ h ı i ŋ ng ĸ k ŧ t ſ s ə e " +
        "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ  ы y ь  э e ю yu я ya " +
        "ё yo є ye і i ї yi ґ g ђ dj ј j љ lj њ nj ћ c џ dz ў u қ q ң ng ғ gh ү u ұ u һ h ө o ә a " +
        "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o " +
        "– - — - ‐ - ‑ - ‒ - − - ‘ ' ’ ' ‚ ' “ \" ” \" „ \" « \" » \" … ... · . • - × x ÷ / € EUR £ GBP № No © (c) ® (r) ™ (tm) ° deg")
        .Split(' ').Chunk(2).ToFrozenDictionary(static pair => pair[0], static pair => pair[1]);

    /// <summary>The text in ASCII; what has no equivalent becomes <c>_</c>, once per run.</summary>
    public static string Write(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length + 8);
        var elements = StringInfo.GetTextElementEnumerator(CanonicalForms.Compose(text));
        while (elements.MoveNext())
            Append(elements.GetTextElement(), result);
        return result.ToString();
    }

    private static void Append(string element, StringBuilder result)
    {
        if (Find(element) is { } known)
        {
            result.Append(known);
            return;
        }

        var found = false;
        foreach (var rune in CanonicalForms.Decompose(element).EnumerateRunes())
        {
            if (Find(rune.ToString()) is not { } plain)
                continue;
            result.Append(plain);
            found = true;
        }

        if (!found && !element.EnumerateRunes().All(static rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && (result.Length == 0 || result[^1] != '_'))
            result.Append(Rune.IsWhiteSpace(element.EnumerateRunes().First()) ? ' ' : '_');
    }

    private static string? Find(string element)
    {
        if (Ascii.IsValid(element))
            return element;
        if (Table.TryGetValue(element, out var plain))
            return plain;
        var lower = element.ToLowerInvariant();
        return lower != element && Table.TryGetValue(lower, out plain)
            ? plain.Length == 0 ? "" : char.ToUpperInvariant(plain[0]) + plain[1..]
            : null;
    }
}
