using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;
using TgPlatform.Testing;

namespace TgPlatform.Http.Tests.Tasks;

public sealed class TaskFeedTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Discover_FromEachCursor_ContinuesBehindIt()
    {
        Write(Json(1, 2, 3, 4));
        await using var source = Source();
        var groups = await source.DiscoverAsync();

        for (var index = 0; index < groups.Count; index++)
            Assert.Equal(groups.Skip(index + 1).Select(static group => group.Id), await IdsAsync(groups[index].Cursor));
    }

    [Fact]
    public async Task Discover_TextListWithoutLastLineEnd_ContinuesBehindItsEnd()
    {
        _folder.Write("list.txt", "http://h/1\nhttp://h/2"u8.ToArray());
        var options = new HttpSourceOptions { List = _folder.At("list.txt") };
        await using var first = Fetcher.Source(options);
        await using var later = Fetcher.Source(options);

        var groups = await first.DiscoverAsync();

        Assert.Equal(2, groups.Count);
        Assert.Empty(await later.DiscoverAsync(groups[^1].Cursor));
    }

    [Fact]
    public async Task Discover_ListThatGrewSince_GivesWhatWasAdded()
    {
        Write(Json(1, 2));
        var cursor = await LastCursorAsync();

        Write(Json(1, 2, 3));

        Assert.Equal(["http://h/3"], await IdsAsync(cursor));
    }

    [Theory]
    [InlineData("[{\"url\":\"http://h/2\"},{\"url\":\"http://h/1\"},{\"url\":\"http://h/3\"}]", 3)]
    [InlineData("[{\"url\":\"http://h/3\"}]", 1)]
    [InlineData("[]", 0)]
    public async Task Discover_ListThatWasRewrittenSince_BeginsAnew(string rewritten, int expected)
    {
        Write(Json(1, 2));
        var cursor = await LastCursorAsync();

        Write(rewritten);

        Assert.Equal(expected, (await IdsAsync(cursor)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("5:zz")]
    [InlineData("-1:00000000000000000000000000000000")]
    [InlineData("0:00000000000000000000000000000000")]
    [InlineData("99999999999:00000000000000000000000000000000")]
    public async Task Discover_CursorThatMeansNothing_BeginsAtTheBeginning(string cursor)
    {
        Write(Json(1, 2));

        Assert.Equal(["http://h/1", "http://h/2"], await IdsAsync(cursor));
    }

    [Fact]
    public async Task Discover_SameUrlTwice_IsOneItemUnlessTheTaskSaysOtherwise()
    {
        Write("""[{"url":"http://h/1"},{"url":"HTTP://H:80/1#x"},{"url":"http://h/1","id":"other"},{"url":"http://h/1","id":"other"}]""");

        Assert.Equal(["http://h/1", "http://h/1#other"], await IdsAsync(null));
    }

    [Fact]
    public async Task Discover_WrongEntry_BecomesAnItemThatFailsWithTheReason()
    {
        Write("""[{"url":"http://h/1"},{"link":"http://h/2"}]""");
        await using var source = Source();

        var items = await source.ItemsAsync();
        var failure = await Assert.ThrowsAsync<FailureException>(() => source.FetchAsync(items[1]));

        Assert.Equal(FailureKind.Poison, failure.Kind);
        Assert.Equal($"{_folder.At("tasks.json")}, entry 2: it has no 'url'. Write {{\"url\": \"https://…\"}}.", failure.Message);
        Assert.Contains(source.Lanes, lane => lane.Name == items[1].Lane);
    }

    [Theory]
    [InlineData(null, "there is no such file")]
    [InlineData("[{\"url\":\"http://h/1\"}", "it ends before its list does")]
    [InlineData("{}", "line 1, byte 1: this is not a JSON list of tasks")]
    public async Task Discover_ListThatCannotBeRead_EndsWithFailure(string? content, string expected)
    {
        if (content is not null)
            Write(content);
        await using var source = Source();

        var failure = await Assert.ThrowsAsync<FailureException>(() => source.DiscoverAsync());

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.StartsWith(_folder.At("tasks.json"), failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_FileThatMayNotBeRead_SaysSo()
    {
        Directory.CreateDirectory(_folder.At("tasks.json"));
        await using var source = Source();

        var failure = await Assert.ThrowsAsync<FailureException>(() => source.DiscoverAsync());

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("it cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_ListOnAServer_IsReadFromThere()
    {
        await using var server = RawServer.Texts(static request => request["Authorization"] is null
            ? "HTTP/1.1 401 Unauthorized|Content-Length: 0"
            : "HTTP/1.1 200 OK|Content-Length: 23||http://h/1\n\nhttp://h/2\n");
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = ["http://h/0"], List = server.Root.Replace("://", "://me:pw@", StringComparison.Ordinal) + "/list.txt" });
        await using var refused = Fetcher.Source(new HttpSourceOptions { List = server.Root + "/list.txt" });

        Assert.Equal(["http://h/0", "http://h/1", "http://h/2"], (await source.ItemsAsync()).Select(static item => item.Id));
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<FailureException>(() => refused.DiscoverAsync())).Kind);
    }

    [Fact]
    public async Task Connect_ListOfAnEarlierRun_NamesEveryLane()
    {
        Write("""[{"url":"http://a/1"},{"url":"http://b/1"}]""");
        await using var source = Source();

        await source.ConnectAsync(Fetcher.Patience);

        Assert.Equal(["a", "b"], source.Lanes.Select(static lane => lane.Name));
    }

    [Fact]
    public async Task Connect_EmptyList_HasALaneAllTheSame()
    {
        Write("[]");
        await using var source = Source();

        Assert.Empty(await source.DiscoverAsync());
        Assert.Single(source.Lanes);
    }

    private static string Json(params int[] numbers) => "[" + string.Join(",\n", numbers.Select(static number => $$"""{"url":"http://h/{{number}}"}""")) + "]";

    private void Write(string text) => _folder.Write("tasks.json", Encoding.UTF8.GetBytes(text));

    private HttpSource Source() => Fetcher.Source(new HttpSourceOptions { Tasks = "tasks.json" }, new PluginContext { BaseFolder = _folder.Root });

    private async Task<List<string>> IdsAsync(string? cursor)
    {
        await using var source = Source();
        return [.. (await source.DiscoverAsync(cursor)).Select(static group => group.Id)];
    }

    private async Task<string?> LastCursorAsync()
    {
        await using var source = Source();
        return (await source.DiscoverAsync())[^1].Cursor;
    }
}
