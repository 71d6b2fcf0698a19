namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>A way to write down tasks.</summary>
internal interface IListFormat
{
    /// <summary>Reads entries one by one.</summary>
    /// <param name="stream">The list.</param>
    /// <param name="name">The list's name for messages.</param>
    /// <param name="isFinished">False when somebody may still be writing, so that an unfinished end does not count yet.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ListBrokenException">What follows cannot be read, or not yet.</exception>
    IAsyncEnumerable<ListEntry> ReadAsync(Stream stream, string name, bool isFinished, CancellationToken cancellationToken);
}
