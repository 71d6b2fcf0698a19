using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using TgPlatform.Plugins.Sandbox.Http;

namespace TgPlatform.Sandbox.Tests.Http;

public sealed class WebSandboxTests(SandboxServer server) : IClassFixture<SandboxServer>
{
    private const string Photo = "/media/photos/2024-01/photo_001.jpg";

    [Fact]
    public void Start_Always_ListensOnLoopbackOnly()
    {
        var address = new Uri(server.Variables["SANDBOX_HTTP"]);

        Assert.Equal("127.0.0.1", address.Host);
        Assert.NotEqual(80, address.Port);
    }

    [Fact]
    public async Task Get_EveryFileOfTaskList_GivesTheComputedBytes()
    {
        using var tasks = JsonDocument.Parse(await server.Client.GetStringAsync("/tasks.json"));
        var small = tasks.RootElement.EnumerateArray().Where(static task => task.GetProperty("album").GetString() != "videos").ToList();

        Assert.Equal(78, small.Count);
        foreach (var task in small)
        {
            var url = new Uri(task.GetProperty("url").GetString()!);
            var bytes = await server.Client.GetByteArrayAsync(url);
            var path = Uri.UnescapeDataString(url.AbsolutePath);
            Assert.Equal(Catalogue.LengthOf(path), bytes.Length);
            Assert.Equal(GeneratedMedia.Sha256(path, bytes.Length), SHA256.HashData(bytes));
        }
    }

    [Fact]
    public async Task Get_ListAndSums_NameTheSameFiles()
    {
        var urls = (await server.Client.GetStringAsync("/list.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var sums = (await server.Client.GetStringAsync("/sums.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(urls.Select(static url => Uri.UnescapeDataString(new Uri(url).AbsolutePath)), sums.Select(static sum => "/" + sum[66..]));
        Assert.All(urls, url => Assert.StartsWith(server.Variables["SANDBOX_HTTP"], url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=1000-1999", 1000, 1000)]
    [InlineData("bytes=-7", -7, 7)]
    public async Task Get_Range_GivesThatPart(string range, int first, int count)
    {
        var whole = await server.Client.GetByteArrayAsync(Photo);

        using var response = await GetAsync(Photo, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(whole.Length, response.Content.Headers.ContentRange!.Length);
        var start = first < 0 ? whole.Length + first : first;
        Assert.Equal(whole[start..(start + count)], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Get_RangeBehindTheEnd_IsRefusedWithTheLength()
    {
        using var response = await GetAsync(Photo, ("Range", "bytes=99999999-"));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal(Catalogue.LengthOf(Photo), response.Content.Headers.ContentRange!.Length);
    }

    [Theory]
    [InlineData("\"other\"", HttpStatusCode.OK)]
    [InlineData("Wed, 01 May 2024 12:00:00 GMT", HttpStatusCode.PartialContent)]
    [InlineData("Wed, 01 May 2024 12:00:01 GMT", HttpStatusCode.OK)]
    public async Task Get_RangeWithCondition_DependsOnIt(string condition, HttpStatusCode expected)
    {
        using var response = await GetAsync(Photo, ("Range", "bytes=5-"), ("If-Range", condition));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Get_AnySize_GivesSoManyBytesAndTheirSum()
    {
        var bytes = await server.Client.GetByteArrayAsync("/bytes/1000003B/x.bin");
        using var response = await GetAsync("/bytes/1000003B/x.bin");

        Assert.Equal(1_000_003, bytes.Length);
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:", response.Headers.GetValues("Repr-Digest").Single());
    }

    [Theory]
    [InlineData("/bytes/many/x.bin")]
    [InlineData("/bytes/10MiB/")]
    [InlineData("/media/photos/photo_999.jpg")]
    public async Task Get_NoSuchFile_IsNotFound(string path)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Post_Anything_IsNotAllowed()
    {
        using var response = await server.Client.PostAsync(Photo, new StringContent(""));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return server.Client.SendAsync(request);
    }
}
