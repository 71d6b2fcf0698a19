using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;
using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Plugins.Http;

/// <summary>Files on web servers: finds them in the pipeline or a list, fetches each host on a lane of its own.</summary>
internal sealed class HttpSource : ISource, IConnecting, ICheckable
{
    private readonly HttpSourceOptions _options;
    private readonly HttpSender _sender;
    private readonly ContentOpener _opener;
    private readonly HostLanes _lanes;
    private readonly TaskSecrets _secrets;
    private readonly TaskList? _list;
    private readonly PluginContext _context;

    public HttpSource(HttpSourceOptions options, PluginContext context)
    {
        (_options, _context) = (options, context);
        _sender = new(options);
        _opener = new(_sender, options, context.Time);
        // Every range of an item needs a connection of its host, so fewer items are fetched at once when each takes several.
        _lanes = new(Math.Max(1, options.ConnectionsPerHost / options.ParallelRanges));
        if ((options.Tasks ?? options.List) is { } location)
            _list = new(location, options.Tasks is null ? new TextListFormat() : new JsonListFormat(), _opener, context);
        _secrets = new(options, _list);
    }

    public IReadOnlyList<Lane> Lanes => _lanes.All;

    /// <summary>
    /// Meets every host of the list, so that items an earlier run left have their lanes before discovery reaches their entries, if it does
    /// at all: it continues behind them.
    /// </summary>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in _secrets.InPipeline)
            Meet(entry);
        if (_list is not null)
        {
            await foreach (var entry in new ListWalk(_list, isFinished: true).ReadAsync(cancellationToken))
                Meet(entry);
        }

        // A list that is still empty: the contract wants one lane from the beginning.
        if (_lanes.All.Count == 0)
            _lanes.Meet(ItemMaker.NoHost);
    }

    /// <summary>Asks for the first byte of the first URL: what it takes to see that host, proxy and credentials are right.</summary>
    public async ValueTask<string> CheckAsync(CancellationToken cancellationToken)
    {
        var (first, problem) = (_secrets.InPipeline is [var named, ..] ? named.Task : null, (string?)null);
        if (first is null && _list is not null)
        {
            var walk = new ListWalk(_list, isFinished: true);
            await foreach (var entry in walk.ReadAsync(cancellationToken))
            {
                first = entry.Task;
                if (first is not null)
                    break;
            }

            problem = walk.Problem;
        }

        return first is not null ? await _opener.AskAsync(Fetch.Of(first), cancellationToken) : $"nothing was asked: {problem ?? $"{_list?.Name} names no URL yet"}";
    }

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in _secrets.InPipeline)
        {
            Meet(entry);
            yield return ItemMaker.ItemFor(entry);
        }

        if (_list is null)
            yield break;
        var feed = new TaskFeed(_list, _options, _context);
        await foreach (var (entry, isNew, place) in feed.ReadAsync(TaskCursor.Parse(cursor), cancellationToken))
        {
            Meet(entry);
            if (isNew)
                yield return new(entry.Id, [ItemMaker.ItemFor(entry)]) { Cursor = place.ToString() };
        }
    }

    public async ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
    {
        if (ItemMaker.ProblemOf(item) is { } problem)
            throw new FailureException(FailureKind.Poison, problem);
        var locator = ItemLocator.Parse(item.Locator, item.Id);
        var fetch = locator.HasSecrets ? await _secrets.FindAsync(item, cancellationToken) : Fetch.Of(locator.Url);
        return await _opener.OpenAsync(fetch, from, takesName: !locator.IsNamed, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _secrets.Dispose();
        _sender.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Meet(ListEntry entry)
    {
        _lanes.Meet(entry.Task?.Url.Host ?? ItemMaker.NoHost);
        if (entry.Task is not null)
            _secrets.Add(entry.Task);
    }
}
