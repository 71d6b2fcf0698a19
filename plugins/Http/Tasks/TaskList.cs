using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>The list a pipeline names: a file, or a URL.</summary>
internal sealed class TaskList
{
    private readonly IListFormat _format;
    private readonly TaskUrl? _address;
    private readonly ContentOpener _opener;

    public TaskList(string location, IListFormat format, ContentOpener opener, PluginContext context)
    {
        _format = format;
        _opener = opener;
        Path = TaskUrl.TryParse(location, out _address) ? null : context.Resolve(location);
    }

    /// <summary>The file's absolute path; null when the list is a URL.</summary>
    public string? Path { get; }

    /// <summary>The list's name for messages.</summary>
    public string Name => Path ?? _address!.Public;

    /// <summary>Reads the list from its beginning.</summary>
    /// <exception cref="ListBrokenException">What follows cannot be read, or not yet.</exception>
    /// <exception cref="FailureException">The server does not give it.</exception>
    public async IAsyncEnumerable<ListEntry> ReadAsync(bool isFinished, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(cancellationToken);
        await foreach (var entry in _format.ReadAsync(stream, Name, isFinished, cancellationToken))
            yield return entry;
    }

    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (_address is not null)
            return (await _opener.OpenWholeAsync(Fetch.Of(new HttpTask(_address)), cancellationToken)).Stream!;
        try
        {
            // Others may write, replace and delete it meanwhile.
            return new FileStream(Path!, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ListBrokenException($"{Name}: there is no such file. Relative paths start from the pipeline file's folder.");
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new ListBrokenException($"{Name}: it cannot be read: {denied.Message}");
        }
    }
}
