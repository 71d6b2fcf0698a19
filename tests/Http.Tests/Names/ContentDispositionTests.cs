using System.Text;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http.Names;

namespace TgPlatform.Http.Tests.Names;

public sealed class ContentDispositionTests
{
    [Theory]
    // RFC 6266, both forms
    [InlineData("attachment; filename=report.pdf", "report.pdf")]
    [InlineData("attachment; filename=\"annual report.pdf\"", "annual report.pdf")]
    [InlineData("inline; FileName=\"a.txt\"", "a.txt")]
    [InlineData("attachment; filename*=UTF-8''na%C3%AFve%20caf%C3%A9.txt", "naïve café.txt")]
    [InlineData("attachment; filename*=utf-8'en'%e2%82%ac%20rates", "€ rates")]
    [InlineData("attachment; filename*=iso-8859-1''caf%E9", "café")]
    [InlineData("attachment; filename=\"plain.txt\"; filename*=UTF-8''better.txt", "better.txt")]
    [InlineData("attachment; filename*=UTF-8''better.txt; filename=\"plain.txt\"", "better.txt")]
    [InlineData("attachment; filename=\"a \\\"quoted\\\" one.txt\"", "a \"quoted\" one.txt")]
    // written carelessly
    [InlineData("attachment;filename = a.txt ;size=3", "a.txt")]
    [InlineData("attachment; filename=my own file.pdf", "my own file.pdf")]
    [InlineData("attachment; filename=\"a;b.txt\"; x=y", "a;b.txt")]
    [InlineData("attachment; filename=\"r%C3%A9sum%C3%A9.pdf\"", "résumé.pdf")]
    [InlineData("attachment; filename=\"unclosed.txt", "unclosed.txt")]
    [InlineData("filename=bare.txt", null)]
    [InlineData("attachment", null)]
    [InlineData("", null)]
    [InlineData("attachment; filename=", null)]
    [InlineData("attachment; filename=\"\"", null)]
    [InlineData("attachment; ;;; =; filename", null)]
    // broken extended forms fall back to the plain one
    [InlineData("attachment; filename*=UTF-8''%FF%FE; filename=ok.txt", "ok.txt")]
    [InlineData("attachment; filename*=KOI8-R''%D0; filename=ok.txt", "ok.txt")]
    [InlineData("attachment; filename*=nonsense; filename=ok.txt", "ok.txt")]
    [InlineData("attachment; filename*=UTF-8''cut%4", "cut%4")]
    // hostile
    [InlineData("attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("attachment; filename=\"C:\\\\Windows\\\\win.ini\"", "win.ini")]
    [InlineData("attachment; filename=\"..\\..\\win.ini\"", "win.ini")]
    [InlineData("attachment; filename=\"/\"", null)]
    [InlineData("attachment; filename=\"..\"", null)]
    [InlineData("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd")]
    [InlineData("attachment; filename*=UTF-8''..%5C..%5Cx", "x")]
    [InlineData("attachment; filename=\"%2e%2e%2f%2e%2e%2fx.sh\"", "x.sh")]
    public void NameIn_Header_GivesNameWithoutFolders(string header, string? expected) => Assert.Equal(expected, ContentDisposition.NameIn(header));

    [Fact]
    public void NameIn_RawUtf8Bytes_AreReadAsUtf8()
    {
        var header = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("attachment; filename=\"фото.jpg\""));

        Assert.Equal("фото.jpg", ContentDisposition.NameIn(header));
    }

    [Fact]
    public void NameIn_RawLatin1Bytes_AreReadAsLatin1() => Assert.Equal("café.txt", ContentDisposition.NameIn("attachment; filename=\"café.txt\""));

    [Fact]
    public void NameIn_EndlessName_IsNotTaken() => Assert.Null(ContentDisposition.NameIn("attachment; filename=" + new string('a', 5000)));

    [Fact]
    public async Task Open_WithDisposition_OffersTheName()
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK|Content-Length: 2|Content-Disposition: attachment; filename=\"../up.txt\"", "ok"u8.ToArray());

        Assert.Equal("up.txt", (await Fetcher.FetchAsync(server.Root + "/download")).Name);
    }
}
