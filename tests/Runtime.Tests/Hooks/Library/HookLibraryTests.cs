using System.Text;
using TgPlatform.Runtime.Hooks.Library;
using static TgPlatform.Runtime.Hooks.Library.HookLibrary;

namespace TgPlatform.Runtime.Tests.Hooks.Library;

public sealed class HookLibraryTests
{
    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("é", "é")]
    [InlineData("plain ASCII.txt", "plain ASCII.txt")]
    [InlineData("U\u0308ber\u0301", "Übeŕ")]
    [InlineData("a\u0323\u0302", "ậ")]
    [InlineData("a\u0302\u0323", "ậ")]
    [InlineData("a\u0315\u0300\u05ae\u0300b", "à\u05ae\u0300\u0315b")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글")]
    [InlineData("\u212b\u2126", "ÅΩ")]
    [InlineData("か\u3099", "が")]
    [InlineData("\u0915\u093c", "\u0915\u093c")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\U0001d15e", "\U0001d157\U0001d165")]
    public void Nfc_AnyText_IsComposed(string text, string expected)
    {
        Assert.Equal(expected, Nfc(text));
        Assert.Equal(expected, Nfc(expected));
    }

    [Fact]
    public void Nfc_HalfOfACharacter_IsReplaced() => Assert.Equal("\ufffdx", Nfc("\ud800x"));

    [Theory]
    [InlineData("Straße nach Köln!", "strasse-nach-koln")]
    [InlineData("  Привет, мир  ", "privet-mir")]
    [InlineData("Ελληνικά", "ellinika")]
    [InlineData("It's  a__test.JPG", "its-a-test-jpg")]
    [InlineData("Łódź – Żółw №5", "lodz-zolw-no5")]
    [InlineData("Việt Nam", "viet-nam")]
    [InlineData("", "")]
    public void Slug_Text_IsLettersDigitsHyphens(string text, string expected) => Assert.Equal(expected, Slug(text));

    [Fact]
    public void Slug_NothingLeft_IsHash() => Assert.Equal(ShortHash("日本語"), Slug("日本語"));

    [Theory]
    [InlineData("Щука Ёж", "Shchuka Yozh")]
    [InlineData("naïve café", "naive cafe")]
    [InlineData("«x» … ½", "\"x\" ... _")]
    [InlineData("日本 語", "_ _")]
    [InlineData("a\u0301", "a")]
    [InlineData("🇩🇪👨‍👩‍👧", "_")]
    public void Transliterate_Text_IsAscii(string text, string expected)
    {
        Assert.Equal(expected, Transliterate(text));
        Assert.True(Ascii.IsValid(Transliterate(text)));
    }

    [Theory]
    [InlineData("short.txt", 200, "short.txt")]
    [InlineData("abcdefgh.txt", 8, "abcd.txt")]
    [InlineData("ääää.jpg", 9, "ää.jpg")]
    [InlineData("👨‍👩‍👧👨‍👩‍👧.png", 22, "👨‍👩‍👧.png")]
    [InlineData("👨‍👩‍👧.png", 10, ".png")]
    [InlineData("noextension", 4, "noex")]
    [InlineData("a.averyveryverylongextension", 8, "a.averyv")]
    [InlineData("abc.txt", 3, "abc")]
    public void Truncate_ToBytes_KeepsExtensionAndCharacters(string name, int bytes, string expected)
    {
        Assert.Equal(expected, Truncate(name, bytes));
        Assert.InRange(Encoding.UTF8.GetByteCount(Truncate(name, bytes)), 0, bytes);
    }

    [Theory]
    [InlineData("a/b\u0000c", NamePreset.Unix, "a_b_c")]
    [InlineData("a:b?", NamePreset.Unix, "a:b?")]
    [InlineData("..", NamePreset.Unix, "_")]
    [InlineData("a:b?<c>\\d|\"e*", NamePreset.Windows, "a_b__c__d__e_")]
    [InlineData("con.txt", NamePreset.Windows, "con_.txt")]
    [InlineData("LPT¹", NamePreset.Windows, "LPT¹_")]
    [InlineData("console", NamePreset.Windows, "console")]
    [InlineData("name. . ", NamePreset.Windows, "name")]
    [InlineData("...", NamePreset.Windows, "_")]
    [InlineData("Größe?", NamePreset.Ascii, "Grosse_")]
    [InlineData(null, NamePreset.Auto, "_")]
    public void Sanitize_ForPreset_IsValidName(string? name, NamePreset preset, string expected) => Assert.Equal(expected, Sanitize(name, preset));

    [Fact]
    public void Hashes_KnownText_AreSha256()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256Hex("abc"));
        Assert.Equal("ba7816bf", ShortHash("abc"));
        Assert.Equal("ba78", ShortHash("abc", 4));
    }

    [Fact]
    public void Or_SeveralTexts_GivesFirstWithContent()
    {
        Assert.Equal("b", Or(null, "", "  ", "b", "c"));
        Assert.Equal("", Or(null, ""));
    }

    [Fact]
    public void Prefixed_MissingValue_IsNothing()
    {
        Assert.Equal("_3", Prefixed("_", 3));
        Assert.Equal("", Prefixed("_", (long?)null));
        Assert.Equal("#x", Prefixed("#", "x"));
        Assert.Equal("", Prefixed("#", ""));
    }

    [Fact]
    public void Dates_KnownMoments_AreConverted()
    {
        var moment = new DateTimeOffset(2024, 12, 30, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal("2025-W01", IsoWeek(moment));
        Assert.Equal("", IsoWeek(null));
        Assert.Equal(31, InZone(moment, "Europe/Berlin")!.Value.Day);
        Assert.Equal(moment, Utc(moment.ToOffset(TimeSpan.FromHours(5))));
        Assert.True(moment > Day(2024, 12, 30) && moment < Day(2025));
        Assert.Null(Utc(null));
    }

    [Fact]
    public void Extension_And_Stem_OfName_AreItsParts()
    {
        Assert.Equal((".jpg", "a.b"), (Extension("a.b.JPG"), Stem("a.b.JPG")));
        Assert.Equal(("", ""), (Extension(null), Stem(null)));
    }

    [Theory]
    [InlineData(1.5, 1_500_000_000, 1_610_612_736)]
    public void Sizes_Fractions_CountBytes(double count, long decimals, long binaries) => Assert.Equal((decimals, binaries), (count.GB(), count.GiB()));

    [Fact]
    public void Sizes_TooLarge_AreRefusedNotWrapped() => Assert.Throws<OverflowException>(() => 10_000_000.TB());
}
