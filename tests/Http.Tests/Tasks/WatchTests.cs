using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;
using TgPlatform.Testing;

namespace TgPlatform.Http.Tests.Tasks;

/// <summary>Lists that change while they are followed. The system's signs come when they come; the clock moves only by the tests' hand.</summary>
public sealed class WatchTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _found = [];
    private HttpSource? _source;
    private IAsyncEnumerator<ItemGroup>? _groups;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_groups is not null)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _groups.MoveNextAsync());
        if (_source is not null)
            await _source.DisposeAsync();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Append_TextLines_StartAtOnce()
    {
        Write("list.txt", "http://h/1\n");
        Follow("list.txt");

        await FindAsync("http://h/1");
        await AppendAsync("list.txt", "http://h/2\nhttp://h/3\n");
        await FindAsync("http://h/2", "http://h/3");
        await AppendAsync("list.txt", "http://h/4\n");
        await FindAsync("http://h/4");
    }

    [Fact]
    public async Task Rewrite_TaskFile_GivesNewTasksOnceAndOldOnesNever()
    {
        Write("tasks.json", Json(1, 2));
        Follow("tasks.json");

        await FindAsync("http://h/1", "http://h/2");
        Write("tasks.json", Json(3, 2, 1));
        await FindAsync("http://h/3");
        Write("tasks.json", Json(4));
        await FindAsync("http://h/4");
        Write("tasks.json", Json(1, 2, 3, 4, 5));
        await FindAsync("http://h/5");
    }

    [Fact]
    public async Task Replace_ByRename_GivesNewTasksOnce()
    {
        Write("tasks.json", Json(1));
        Follow("tasks.json");

        await FindAsync("http://h/1");
        Write("tasks.json.new", Json(1, 2));
        File.Move(_folder.At("tasks.json.new"), _folder.At("tasks.json"), overwrite: true);
        await FindAsync("http://h/2");
    }

    [Fact]
    public async Task Write_InPieces_NeverGivesHalfATask()
    {
        Write("tasks.json", "[");
        Follow("tasks.json");

        var whole = Json(1, 22, 333)[1..];
        var found = FindAsync("http://h/1", "http://h/22", "http://h/333");
        foreach (var piece in whole.Chunk(5))
            await AppendAsync("tasks.json", new string(piece));
        await found;
    }

    [Fact]
    public async Task Truncate_AndWriteAgain_GivesNewTasksOnce()
    {
        Write("tasks.json", Json(1, 2, 3));
        Follow("tasks.json");

        await FindAsync("http://h/1", "http://h/2", "http://h/3");
        Write("tasks.json", "");
        Write("tasks.json", Json(1, 2, 3)[..40]);
        Write("tasks.json", Json(1, 2, 3, 4));
        await FindAsync("http://h/4");
    }

    [Fact]
    public async Task Delete_AndComeBack_GivesNewTasksOnce()
    {
        Follow("tasks.json");

        var first = FindAsync("http://h/1");
        Write("tasks.json", Json(1));
        await first;
        File.Delete(_folder.At("tasks.json"));
        Write("tasks.json", Json(1, 2));
        await FindAsync("http://h/2");
    }

    [Fact]
    public async Task Append_LineWithoutEnd_CountsOnceNobodyWritesAnyMore()
    {
        Write("list.txt", "http://h/1\nhttp://h/22");
        Follow("list.txt");

        await FindAsync("http://h/1");
        await AppendAsync("list.txt", "2");
        await FindWhileTimePassesAsync("http://h/222");
    }

    [Fact]
    public async Task Change_BehindALink_IsSeenByLooking()
    {
        // No system tells of changes behind a link: this is the poll's alone.
        _folder.Write("elsewhere/real.json", Encoding.UTF8.GetBytes(Json(1)));
        File.CreateSymbolicLink(_folder.At("tasks.json"), _folder.At("elsewhere/real.json"));
        Follow("tasks.json");

        await FindAsync("http://h/1");
        _folder.Write("elsewhere/real.json", Encoding.UTF8.GetBytes(Json(1, 2)));
        await FindWhileTimePassesAsync("http://h/2");
    }

    [Fact]
    public async Task Stop_AndFollowAgain_ContinuesBehindTheCursor()
    {
        Write("tasks.json", Json(1, 2));
        Follow("tasks.json");
        await FindAsync("http://h/1", "http://h/2");
        var cursor = _groups!.Current.Cursor;
        Write("tasks.json", Json(1, 2, 3));

        await using var later = Source("tasks.json");
        await using var groups = later.DiscoverAsync(cursor, _stop.Token).GetAsyncEnumerator(_stop.Token);
        Assert.True(await groups.MoveNextAsync().AsTask().WaitAsync(Fetcher.Patience));

        Assert.Equal("http://h/3", groups.Current.Id);
        await FindAsync("http://h/3");
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await groups.MoveNextAsync());
    }

    private static string Json(params int[] numbers) => "[" + string.Join(",\n", numbers.Select(static number => $$"""{"url":"http://h/{{number}}"}""")) + "]";

    private void Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    private Task AppendAsync(string name, string text) => File.AppendAllTextAsync(_folder.At(name), text);

    private HttpSource Source(string name)
    {
        var options = new HttpSourceOptions { Watch = true, WatchInterval = Interval };
        return Fetcher.Source(
            name.EndsWith(".json", StringComparison.Ordinal) ? options with { Tasks = name } : options with { List = name },
            new PluginContext { BaseFolder = _folder.Root, Time = _time });
    }

    private void Follow(string name)
    {
        _source = Source(name);
        _groups = _source.DiscoverAsync(null, _stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>The next items are exactly these, in this order.</summary>
    private async Task FindAsync(params string[] expected)
    {
        foreach (var id in expected)
        {
            Assert.True(await _groups!.MoveNextAsync().AsTask().WaitAsync(Fetcher.Patience));
            _found.Add(_groups.Current.Id);
            Assert.Equal(id, _groups.Current.Id);
        }

        Assert.Equal(_found.Count, _found.Distinct().Count());
    }

    private async Task FindWhileTimePassesAsync(string expected)
    {
        var found = FindAsync(expected);
        while (!found.IsCompleted)
        {
            await Task.WhenAny(found, _time.WhenTimersAsync());
            _time.Advance(Interval);
        }

        await found;
    }
}
