using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>
/// Holds what items must not carry: users, passwords, headers, secret parts of queries. It lives in memory only; after a restart it is found
/// again where it was written, in the pipeline and the list.
/// </summary>
internal sealed class TaskSecrets : IDisposable
{
    private readonly ConcurrentDictionary<string, Fetch> _fetches = new();
    private readonly SemaphoreSlim _searching = new(1, 1);
    private readonly TaskList? _list;

    public TaskSecrets(HttpSourceOptions options, TaskList? list)
    {
        _list = list;
        InPipeline = [.. options.Urls.Select(Read).DistinctBy(static entry => entry.Id)];
        foreach (var entry in InPipeline)
            Add(entry.Task!);
    }

    /// <summary>The tasks the pipeline itself names.</summary>
    public IReadOnlyList<ListEntry> InPipeline { get; }

    /// <summary>Remembers a task if it has secrets.</summary>
    public void Add(HttpTask task)
    {
        if (task.HasSecrets)
            _fetches[ItemMaker.IdOf(task)] = Fetch.Of(task);
    }

    /// <summary>What to ask for to get an item that an earlier process may have found.</summary>
    /// <exception cref="FailureException">Its task is gone.</exception>
    public async ValueTask<Fetch> FindAsync(Item item, CancellationToken cancellationToken)
    {
        if (_fetches.TryGetValue(item.Id, out var fetch))
            return fetch;
        await _searching.WaitAsync(cancellationToken);
        try
        {
            var problem = _fetches.ContainsKey(item.Id) ? null : await SearchListAsync(cancellationToken);
            if (_fetches.TryGetValue(item.Id, out fetch))
                return fetch;
            var url = ItemLocator.Parse(item.Locator, item.Id).Url;
            throw problem is null
                ? new FailureException(FailureKind.Permanent, $"{url}: its password or headers are kept nowhere but in {_list?.Name ?? "the pipeline"}, which no longer names it. Put the task back.")
                : new FailureException(FailureKind.Transient, $"{url}: its password or headers cannot be looked up. {problem}");
        }
        finally
        {
            _searching.Release();
        }
    }

    public void Dispose() => _searching.Dispose();

    /// <summary>Reads the whole list for secrets; returns why it could not be read to its end, or null.</summary>
    private async ValueTask<string?> SearchListAsync(CancellationToken cancellationToken)
    {
        if (_list is null)
            return null;
        var walk = new ListWalk(_list, isFinished: true);
        await foreach (var entry in walk.ReadAsync(cancellationToken))
        {
            if (entry.Task is not null)
                Add(entry.Task);
        }

        return walk.Problem;
    }

    private static ListEntry Read(string url) => TaskUrl.TryParse(url, out var parsed)
        ? ListEntry.Of(new(parsed))
        : throw new FormatException("An entry of urls is not a URL.");
}
