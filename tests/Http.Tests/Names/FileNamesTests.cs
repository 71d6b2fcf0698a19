using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http.Names;

namespace TgPlatform.Http.Tests.Names;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("http://h/a/b.jpg", "b.jpg")]
    [InlineData("http://h/a/na%C3%AFve%20file.txt?x=/y.z", "naïve file.txt")]
    [InlineData("http://h/a/folder/", "folder")]
    [InlineData("http://h/", "h")]
    [InlineData("http://h/..%2F..%2Fetc%2Fpasswd", "passwd")]
    [InlineData("http://h/a/x%2F..", "a")]
    [InlineData("http://h/a/100%25.txt", "100%.txt")]
    [InlineData("http://h/a/%FF.bin", "%FF.bin")]
    [InlineData("http://h/a%5Cb.txt", "b.txt")]
    public void Of_Url_GivesTheDecodedLastPart(string url, string expected) => Assert.Equal(expected, FileNames.Of(new(url)));

    [Theory]
    [InlineData("photo.JPG", ItemKind.Photo)]
    [InlineData("clip.mp4", ItemKind.Video)]
    [InlineData("song.flac", ItemKind.Audio)]
    [InlineData("moving.gif", ItemKind.Animation)]
    [InlineData("paper.pdf", ItemKind.Document)]
    [InlineData("thing.bin", ItemKind.Other)]
    [InlineData("nothing", ItemKind.Other)]
    public void KindOf_Name_FollowsTheExtension(string name, ItemKind expected) => Assert.Equal(expected, ItemKinds.Of(name));

    [Fact]
    public async Task Open_RedirectToFileWithExtension_OffersItsName()
    {
        await using var server = RawServer.Texts(static request => request.Target.StartsWith("/get", StringComparison.Ordinal)
            ? "HTTP/1.1 302 Found|Location: /files/photo%201.jpg|Content-Length: 0"
            : "HTTP/1.1 200 OK|Content-Length: 0");

        Assert.Equal("photo 1.jpg", (await Fetcher.FetchAsync(server.Root + "/get?id=1")).Name);
        Assert.Null((await Fetcher.FetchAsync(server.Root + "/get.png")).Name);
    }
}
