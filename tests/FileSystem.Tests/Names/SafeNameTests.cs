using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Names;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Names;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("a/b/photo.jpg", "a/b/photo.jpg")]
    [InlineData("Привет/фото №1.jpg", "Привет/фото №1.jpg")]
    [InlineData("\uD83D\uDE00.jpg", "\uD83D\uDE00.jpg")]
    [InlineData("../../etc/passwd", "_/_/etc/passwd")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("a//./b/", "a/b")]
    [InlineData("C:\\Windows\\x", "C__Windows_x")]
    [InlineData("...", "_")]
    [InlineData(".. ", "_")]
    [InlineData("name. . ", "name")]
    [InlineData(".hidden", ".hidden")]
    [InlineData("what?*<>|\":.txt", "what_______.txt")]
    [InlineData("nul\0byte\n\u001b\u0085", "nul_byte___")]
    [InlineData("photo\u202Egpj.exe", "photo_gpj.exe")]
    [InlineData("CON", "_CON")]
    [InlineData("con.tar.gz", "_con.tar.gz")]
    [InlineData("NUL .txt", "_NUL .txt")]
    [InlineData("a/com1.log/b", "a/_com1.log/b")]
    [InlineData("COM\u00B2", "_COM\u00B2")]
    [InlineData("CONSOLE", "CONSOLE")]
    [InlineData(".x.0123456789abcdef.part", "_.x.0123456789abcdef.part")]
    public void Of_WantedName_GivesARealOne(string wanted, string real) => Assert.Equal(real, SafeName.Of(wanted, 4_000));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("./.")]
    public void Of_NothingInIt_IsPoison(string wanted)
        => Assert.Equal(FailureKind.Poison, Assert.Throws<FailureException>(() => SafeName.Of(wanted, 4_000)).Kind);

    [Fact]
    public void Of_LongComponent_FitsKeepsTheExtensionAndTellsApart()
    {
        var one = SafeName.Of(new string('\u00E9', 300) + "1.jpg", 4_000);
        var other = SafeName.Of(new string('\u00E9', 300) + "2.jpg", 4_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(one), 250, 255);
        Assert.EndsWith(".jpg", one, StringComparison.Ordinal);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Of_HalfACharacter_IsReplaced()
    {
        Assert.Equal("lone_x", SafeName.Of("lone\uD800x", 4_000));
        Assert.Equal("_lone_", SafeName.Of("\uDC00lone\uD800", 4_000));
    }

    [Fact]
    public void Of_LongestComponent_IsKept()
    {
        var name = new string('a', 251) + ".jpg";
        Assert.Equal(name, SafeName.Of(name, 4_000));
    }

    [Fact]
    public void Of_LongPath_IsPoison()
    {
        var refused = Assert.Throws<FailureException>(() => SafeName.Of(string.Join('/', Enumerable.Repeat("folder", 100)), 500));
        Assert.Equal(FailureKind.Poison, refused.Kind);
        Assert.Contains("500 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RealName_ChangesNothing()
    {
        foreach (var wanted in HostileNames.All)
        {
            string real;
            try
            {
                real = SafeName.Of(wanted, 4_000);
            }
            catch (FailureException)
            {
                continue;
            }

            Assert.Equal(real, SafeName.Of(real, 4_000));
        }
    }

    [Theory]
    [InlineData("a/photo.jpg", 2, "a/photo (2).jpg")]
    [InlineData("photo", 10, "photo (10)")]
    [InlineData("a.b/.hidden", 3, "a.b/.hidden (3)")]
    public void Numbered_Name_PutsTheNumberBeforeTheExtension(string name, int number, string expected) => Assert.Equal(expected, SafeName.Numbered(name, number));

    [Fact]
    public void Numbered_LongestName_StillFits()
    {
        var name = SafeName.Numbered(new string('a', 251) + ".jpg", 1_000);
        Assert.Equal(255, Encoding.UTF8.GetByteCount(name));
        Assert.EndsWith(" (1000).jpg", name, StringComparison.Ordinal);
    }

    [Fact]
    public void TemporaryName_LongestName_FitsAndIsRecognised()
    {
        var name = TemporaryName.Of("id", "folder/" + new string('\u00E9', 127), attempt: 0);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 200, 255);
        Assert.True(TemporaryName.Matches(name));
    }

    [Fact]
    public void TemporaryName_OtherItemNameOrAttempt_IsAnother()
    {
        string[] names = [TemporaryName.Of("1", "a", 0), TemporaryName.Of("2", "a", 0), TemporaryName.Of("1", "b/a", 0), TemporaryName.Of("1", "a", 1)];
        Assert.Equal(4, names.Distinct().Count());
        Assert.Equal(names[0], TemporaryName.Of("1", "a", 0));
    }

    [Fact]
    public void RecentNames_ManyMoreThanAreKept_NoticesTheRecentOnes()
    {
        var names = new RecentNames(least: 10);
        for (var index = 0; index < 25; index++)
            Assert.Equal(Meeting.None, names.Note($"{index}", $"{index}", $"{index}"));
        Assert.Equal(Meeting.SameName, names.Note("16", "16", "other"));
        Assert.Equal(Meeting.SameButForCase, names.Note("16", "16 in another case", "other"));
        Assert.Equal(Meeting.None, names.Note("16", "16", "16"));
        Assert.Equal(Meeting.None, names.Note("1", "1", "other"));
    }
}
