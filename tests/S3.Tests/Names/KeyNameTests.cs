using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Names;

public sealed class KeyNameTests
{
    [Theory]
    [InlineData("a/b.txt", "a/b.txt")]
    [InlineData("/a//b/", "a/b")]
    [InlineData("../../etc/passwd", "_/_/etc/passwd")]
    [InlineData("a/./b", "a/b")]
    [InlineData("a\\..\\b", "a_.._b")]
    [InlineData("nul\0line\n.txt", "nul_line_.txt")]
    [InlineData("right\u202Egpj.exe", "right_gpj.exe")]
    [InlineData("Café ☕.jpg", "Café ☕.jpg")]
    [InlineData("a/ . /b", "a/_/b")]
    public void Of_HostileNames_StaysBelowThePrefixAndReadable(string wanted, string name) => Assert.Equal(name, KeyName.Of(wanted, 1000));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("./.")]
    public void Of_NoNameAtAll_IsRefused(string wanted)
        => Assert.Equal(FailureKind.Poison, Assert.Throws<FailureException>(() => KeyName.Of(wanted, 1000)).Kind);

    [Fact]
    public void Of_EveryHostileName_FitsOrIsRefused()
    {
        foreach (var wanted in HostileNames.All)
        {
            try
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(KeyName.Of(wanted, 700)), 1, 700);
            }
            catch (FailureException refused)
            {
                Assert.Equal(FailureKind.Poison, refused.Kind);
            }
        }
    }

    [Fact]
    public void Of_LongNamesThatDifferAtTheirEnd_StayApart()
    {
        var stem = new string('a', 300);

        Assert.NotEqual(KeyName.Of(stem + "1.jpg", 1000), KeyName.Of(stem + "2.jpg", 1000));
        Assert.EndsWith(".jpg", KeyName.Of(stem + "1.jpg", 1000), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/photo.jpg", 1, "a/photo.jpg")]
    [InlineData("a/photo.jpg", 2, "a/photo (2).jpg")]
    [InlineData("a.b/photo", 3, "a.b/photo (3)")]
    public void Numbered_ForATakenName_StandsBeforeTheExtension(string name, int number, string expected) => Assert.Equal(expected, KeyName.Numbered(name, number));

    [Theory]
    [InlineData("a b/c+d", "a%20b/c%2Bd")]
    [InlineData("ü~-._", "%C3%BC~-._")]
    public void Encode_AnyKey_FollowsWhatS3Signs(string key, string expected) => Assert.Equal(expected, KeyName.Encode(key));
}
