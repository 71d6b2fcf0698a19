using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;
using TgPlatform.Testing;

namespace TgPlatform.Http.Tests.Fetching;

public sealed class AuthTests
{
    private const string Ok = "HTTP/1.1 200 OK|Content-Length: 0";

    [Fact]
    public async Task Open_CredentialsForOneHost_GoToNoOther()
    {
        await using var known = RawServer.Texts(static _ => Ok);
        await using var other = RawServer.Texts(static _ => Ok);
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [known.Root + "/1", other.Root + "/2"], Auth = [new() { Host = known.Authority, Token = new("abc") }] });

        foreach (var item in await source.ItemsAsync())
            await source.FetchAsync(item);

        Assert.Equal("Bearer abc", known.Requests.Single()["Authorization"]);
        Assert.Null(other.Requests.Single()["Authorization"]);
    }

    [Fact]
    public async Task Open_UserInUrl_IsSentButShownNowhere()
    {
        await using var server = RawServer.Texts(static _ => "HTTP/1.1 403 Forbidden|Content-Length: 0");
        await using var source = Fetcher.Source(server.Root.Replace("://", "://me:hunter2@", StringComparison.Ordinal) + "/a?token=tok3n");

        var item = (await source.ItemsAsync()).Single();
        var failure = await Assert.ThrowsAsync<FailureException>(() => source.FetchAsync(item));

        Assert.Equal("Basic " + Convert.ToBase64String("me:hunter2"u8), server.Requests.Single()["Authorization"]);
        Assert.Equal("/a?token=tok3n", server.Requests.Single().Target);
        var shown = $"{item} {string.Join(';', item.Fields)} {failure}";
        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("tok3n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UserWithoutPasswordInUrl_IsSentWithAnEmptyOne()
    {
        await using var server = RawServer.Texts(static _ => Ok);
        await Fetcher.FetchAsync(server.Root.Replace("://", "://key@", StringComparison.Ordinal) + "/a");

        Assert.Equal("Basic " + Convert.ToBase64String("key:"u8), server.Requests.Single()["Authorization"]);
    }

    [Fact]
    public async Task Open_TaskHeaders_AreSentOnTopOfTheOptions()
    {
        await using var server = RawServer.Texts(static _ => Ok);
        using var folder = new TempFolder();
        var options = new HttpSourceOptions
        {
            Tasks = folder.Write("tasks.json", Encoding.UTF8.GetBytes($$$"""[{"url": "{{{server.Root}}}/a", "headers": {"X-Key": "task", "Authorization": "Custom 1"}}, {"url": "{{{server.Root}}}/b"}]""")),
            Headers = new Dictionary<string, Secret> { ["X-Key"] = new("all"), ["X-More"] = new("more") },
            Auth = [new() { Host = server.Authority, Token = new("abc") }],
        };
        await using var source = Fetcher.Source(options);

        foreach (var item in await source.ItemsAsync())
            await source.FetchAsync(item);

        Assert.Equal(("task", "more", "Custom 1"), (server.Requests[0]["X-Key"], server.Requests[0]["X-More"], server.Requests[0]["Authorization"]));
        Assert.Equal(("all", "more", "Bearer abc"), (server.Requests[1]["X-Key"], server.Requests[1]["X-More"], server.Requests[1]["Authorization"]));
        Assert.Equal("identity", server.Requests[1]["Accept-Encoding"]);
    }

    [Fact]
    public async Task Open_ItemOfAnEarlierProcess_FindsItsSecretsInTheListAgain()
    {
        await using var server = RawServer.Texts(static _ => Ok);
        using var folder = new TempFolder();
        var options = new HttpSourceOptions { Tasks = folder.Write("tasks.json", Encoding.UTF8.GetBytes($$$"""[{"url": "{{{server.Root}}}/a", "headers": {"X-Key": "task"}}]""")) };
        Item item;
        await using (var first = Fetcher.Source(options))
            item = (await first.ItemsAsync()).Single();
        await using var later = Fetcher.Source(options);

        await using var content = await later.OpenAsync(item, new Lane("any"), default, Fetcher.Patience);

        Assert.Equal("task", server.Requests.Single()["X-Key"]);
        Assert.DoesNotContain("task", $"{item.Id}{item.Locator}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", FailureKind.Permanent, "Put the task back.")]
    [InlineData("[{\"url\":", FailureKind.Transient, "it ends before its list does")]
    public async Task Open_SecretsNoLongerInTheList_SaysSo(string rewritten, FailureKind kind, string expected)
    {
        using var folder = new TempFolder();
        var options = new HttpSourceOptions { Tasks = folder.Write("tasks.json", "[{\"url\": \"http://me:hunter2@h.invalid/a\"}]"u8.ToArray()) };
        Item item;
        await using (var first = Fetcher.Source(options))
            item = (await first.ItemsAsync()).Single();
        await File.WriteAllTextAsync(options.Tasks, rewritten);
        await using var later = Fetcher.Source(options);

        var failure = await Assert.ThrowsAsync<FailureException>(async () => await later.OpenAsync(item, new Lane("any"), default, Fetcher.Patience));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }
}
