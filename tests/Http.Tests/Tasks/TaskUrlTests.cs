using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Http.Tests.Tasks;

public sealed class TaskUrlTests
{
    [Theory]
    [InlineData("http://example.org/a", "http://example.org/a")]
    [InlineData("  HTTP://EXAMPLE.org:80/a#part ", "http://example.org/a")]
    [InlineData("https://example.org:443", "https://example.org/")]
    [InlineData("https://example.org:8443/x/../y/./z", "https://example.org:8443/y/z")]
    [InlineData("http://example.org/a b", "http://example.org/a%20b")]
    [InlineData("http://example.org/ü", "http://example.org/%C3%BC")]
    [InlineData("http://bücher.example/a", "http://xn--bcher-kva.example/a")]
    [InlineData("http://[::1]:81/a", "http://[::1]:81/a")]
    [InlineData("http://user:pass@example.org/a", "http://example.org/a")]
    [InlineData("http://example.org/a?b=c&d", "http://example.org/a?b=c&d")]
    public void TryParse_Url_GivesOneSpelling(string text, string expected)
    {
        Assert.True(TaskUrl.TryParse(text, out var url));
        Assert.Equal(expected, url.Public);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("example.org/a")]
    [InlineData("/a/b")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://exa mple.org/")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(TaskUrl.TryParse(text, out _));

    [Fact]
    public void TryParse_UserInfo_IsTakenOutAndDecoded()
    {
        Assert.True(TaskUrl.TryParse("http://me:p%40ss%3A@example.org/a", out var url));

        Assert.Equal("me:p@ss:", url.UserInfo);
        Assert.True(url.HasSecrets);
        Assert.DoesNotContain("p%40ss", url.Target.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token=abc123")]
    [InlineData("a=1&X-Amz-Signature=deadbeef")]
    [InlineData("X-Amz-Credential=AKIA%2F2024")]
    [InlineData("sig=abc%3D")]
    [InlineData("access_token=x.y.z")]
    [InlineData("api_key=12345")]
    [InlineData("PASSWORD=hunter2")]
    public void TryParse_SecretInQuery_IsHiddenButAskedFor(string query)
    {
        Assert.True(TaskUrl.TryParse("http://example.org/a?" + query, out var url));

        Assert.Equal("?" + query, url.Target.Query);
        Assert.True(url.HasSecrets);
        Assert.DoesNotContain(query.Split('=')[^1], url.Public, StringComparison.Ordinal);
        Assert.Contains("=***", url.Public, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_DifferentSecrets_StayDifferentItems()
    {
        Assert.True(TaskUrl.TryParse("http://h/get?token=a", out var one));
        Assert.True(TaskUrl.TryParse("http://h/get?token=b", out var other));

        Assert.NotEqual(one.Public, other.Public);
    }

    [Theory]
    [InlineData("http://h/a?x=1&y=2")]
    [InlineData("http://h/a?monkey=1")]
    [InlineData("http://h/a?token=")]
    [InlineData("http://h/a?")]
    public void TryParse_HarmlessQuery_StaysAsItIs(string text)
    {
        Assert.True(TaskUrl.TryParse(text, out var url));
        Assert.Equal(text, url.Public);
        Assert.False(url.HasSecrets);
    }
}
