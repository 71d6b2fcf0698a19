using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Http.Tests.Tasks;

public sealed class JsonListFormatTests
{
    private const string Three = """
        [
          {"url": "http://h/1", "name": "one.jpg", "priority": 5, "artist": "Ann", "rating": 4.5, "year": 1999, "live": true, "tags": ["a", "b"], "none": null, "more": {"x": 1}},
          // a comment
          {"url": "http://h/2", "id": "second", "headers": {"X-Key": "k"}},
          {"url": "http://h/3"},
        ]
        """;

    private readonly JsonListFormat _format = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public async Task Read_InPiecesOfAnySize_GivesTheSameTasks(int pieces)
    {
        var (entries, problem) = await _format.ReadAsync(Three, pieces: pieces);

        Assert.Null(problem);
        Assert.Equal(["http://h/1", "http://h/2#second", "http://h/3"], entries.Select(static entry => entry.Id));
    }

    [Fact]
    public async Task Read_Task_BecomesItemWithTypedFields()
    {
        var (entries, _) = await _format.ReadAsync(Three);
        var item = ItemMaker.ItemFor(entries[0]);

        Assert.Equal("one.jpg", item.Name);
        Assert.Equal(ItemKind.Photo, item.Kind);
        Assert.Equal("h", item.Lane);
        Assert.Equal(5, item["priority"].Integer);
        Assert.Equal("Ann", item["artist"].Text);
        Assert.Equal(4.5, item["rating"].Number);
        Assert.Equal(1999, item["year"].Integer);
        Assert.True(item["live"].Boolean);
        Assert.Equal(["a", "b"], item["tags"].TextList);
        Assert.Equal(FieldType.None, item["none"].Type);
        Assert.Equal("{\"x\": 1}", item["more"].Text);
        Assert.Equal("http://h/1", item["url"].Text);
        Assert.Equal(FieldType.None, item["name"].Type);
    }

    [Fact]
    public async Task Read_EveryBeginningOfAList_GivesTheWholeTasksInIt()
    {
        for (var length = 0; length < Three.Length; length++)
        {
            var (entries, problem) = await _format.ReadAsync(Three[..length]);
            var whole = Three[..length].Split('\n').Count(static line => line.TrimStart().StartsWith('{') && line.TrimEnd().TrimEnd(',').EndsWith('}'));

            // A line cut right behind an inner brace is not whole yet.
            Assert.InRange(entries.Count, whole - 1, whole);
            Assert.NotNull(problem);
            Assert.All(entries, static entry => Assert.NotNull(entry.Task));
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    [InlineData("\uFEFF[]")]
    [InlineData("[] trailing")]
    public async Task Read_EmptyList_GivesNothing(string text)
    {
        var (entries, problem) = await _format.ReadAsync(text);

        Assert.Empty(entries);
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("", "list: it ends before its list does")]
    [InlineData("[{\"url\": \"http://h/1\"}", "list: it ends before its list does")]
    [InlineData("{\"url\": \"http://h/1\"}", "list, line 1, byte 1: this is not a JSON list of tasks")]
    [InlineData("hello", "list, line 1, byte 1: this is not a JSON list of tasks")]
    [InlineData("[{\"url\": \"http://h/1\"},\n  {\"url\" \"http://h/2\"}]", "list, line 2, byte 10: this is not a JSON list of tasks")]
    [InlineData("[{\"url\": 'http://h/1'}]", "list, line 1, byte 10: this is not a JSON list of tasks")]
    public async Task Read_NoList_SaysWhere(string text, string expected)
    {
        var (_, problem) = await _format.ReadAsync(text);

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.EndsWith("Write [{\"url\": \"https://…\"}, …].", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42", "it is not an object")]
    [InlineData("\"http://h/1\"", "it is not an object")]
    [InlineData("{}", "it has no 'url'")]
    [InlineData("{\"url\": 3}", "it has no 'url'")]
    [InlineData("{\"url\": \"h/1\"}", "its 'url' is not a URL")]
    [InlineData("{\"url\": \"file:///etc/passwd\"}", "its 'url' is not a URL")]
    [InlineData("{\"url\": \"http://h/\", \"name\": 3}", "its 'name' is not a text")]
    [InlineData("{\"url\": \"http://h/\", \"id\": {}}", "its 'id' is not a text")]
    [InlineData("{\"url\": \"http://h/\", \"priority\": \"high\"}", "its 'priority' is not a whole number")]
    [InlineData("{\"url\": \"http://h/\", \"priority\": 1.5}", "its 'priority' is not a whole number")]
    [InlineData("{\"url\": \"http://h/\", \"headers\": []}", "its 'headers' are no object")]
    [InlineData("{\"url\": \"http://h/\", \"headers\": {\"X\": 1}}", "one of its 'headers' cannot be sent")]
    [InlineData("{\"url\": \"http://h/\", \"headers\": {\"X\": \"a\\r\\nHost: evil\"}}", "one of its 'headers' cannot be sent")]
    [InlineData("{\"url\": \"http://h/\", \"headers\": {\"Range\": \"bytes=0-1\"}}", "one of its 'headers' cannot be sent")]
    public async Task Read_WrongTask_IsReportedAndTheOthersGoOn(string task, string expected)
    {
        var (entries, problem) = await _format.ReadAsync($"[{{\"url\": \"http://h/1\"}}, {task}, {{\"url\": \"http://h/3\"}}]");

        Assert.Null(problem);
        Assert.Equal(3, entries.Count);
        Assert.NotNull(entries[2].Task);
        Assert.StartsWith($"list, entry 2: {expected}", entries[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WrongTaskWithPassword_TellsNobody()
    {
        var (entries, _) = await _format.ReadAsync("[{\"url\": \"gopher://me:hunter2@h/\", \"headers\": {\"X\": \"hunter2\"}}]");
        var item = ItemMaker.ItemFor(entries.Single());

        Assert.DoesNotContain("hunter2", item.ToString() + entries[0].Problem, StringComparison.Ordinal);
    }
}
