namespace TgPlatform.Contracts.Tests;

public sealed class ItemTests
{
    [Theory]
    [InlineData("a.jpg", ".jpg")]
    [InlineData("a.JPG", ".jpg")]
    [InlineData("a.JpG", ".jpg")]
    [InlineData("a.tar.gz", ".gz")]
    [InlineData("a.ÄB", ".äb")]
    [InlineData(".exe", ".exe")]
    [InlineData("a.", "")]
    [InlineData("a", "")]
    [InlineData("", "")]
    public void Extension_OfAnyName_IsInLowerCaseWithItsDot(string name, string expected) =>
        Assert.Equal(expected, new Item { Id = "1", Name = name }.Extension);
}
