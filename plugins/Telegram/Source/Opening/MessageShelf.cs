using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Source.Opening;

/// <summary>
/// The files of a chat as one account may fetch them. What is not there is asked for together with the ninety-nine that will be wanted next,
/// so that no file costs a question of its own.
/// </summary>
internal sealed class MessageShelf(History history, AnyInputPeer peer, FoundIds found, VideoQuality quality)
{
    // About 300 bytes each; whoever comes later than this is asked for again.
    private const int Capacity = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, MessageFiles?> _files = [];
    private readonly Queue<int> _oldest = new();
    private Task _asking = Task.CompletedTask;

    public void Put(MessagePage page)
    {
        // What has no file now may have one before anybody asks for it: its number may only have been guessed.
        foreach (var message in page.Messages)
            if (MessageFiles.In(message, quality) is { } files) Put(History.IdOf(message), files);
    }

    /// <summary>The message has changed; it is asked for again when it is wanted.</summary>
    public void Forget(int id)
    {
        lock (_lock) _files.Remove(id);
    }

    /// <summary>A file of a message; null when the message is gone or has none.</summary>
    public Task<FileHandle?> GetAsync(int id, FileRole role, CancellationToken cancel) => GetAsync(id, role, stale: null, cancel);

    /// <summary>The file with another reference than the one that was refused.</summary>
    public Task<FileHandle?> RefreshAsync(int id, FileRole role, byte[] stale, CancellationToken cancel) => GetAsync(id, role, stale, cancel);

    private async Task<FileHandle?> GetAsync(int id, FileRole role, byte[]? stale, CancellationToken cancel)
    {
        while (true)
        {
            Task asking;
            bool isMine;
            lock (_lock)
            {
                if (_files.TryGetValue(id, out var files) && files?.Of(role) is var file && !IsStale(file, stale)) return file;
                isMine = _asking.IsCompleted;
                asking = isMine ? _asking = AskAsync(id) : _asking;
            }
            if (isMine)
            {
                await asking.WaitAsync(cancel);
                lock (_lock) return _files.GetValueOrDefault(id)?.Of(role);
            }
            // Perhaps it comes along with the answer to somebody else's question; whether that one failed is his to hear.
            await asking.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }
    }

    // For everybody who comes to wait for it, so no single one's patience ends it.
    private async Task AskAsync(int id)
    {
        var page = await history.ByIdAsync(peer, Batch(id), CancellationToken.None);
        Put(page);
        if (!page.Messages.Any(message => History.IdOf(message) == id && MessageFiles.In(message, quality) is not null)) Put(id, null);
    }

    private static bool IsStale(FileHandle? file, byte[]? stale) => file is not null && stale is not null && file.Reference.AsSpan().SequenceEqual(stale);

    // Left by an earlier run, its neighbours are not known to wait; they probably do.
    private IEnumerable<int> Batch(int id) => found.Contains(id)
        ? found.Near(id, History.PageSize - 1).Prepend(id)
        : Enumerable.Range(0, History.PageSize).Select(step => id + step);

    private void Put(int id, MessageFiles? files)
    {
        lock (_lock)
        {
            if (!_files.ContainsKey(id)) _oldest.Enqueue(id);
            _files[id] = files;
            if (_oldest.Count > Capacity) _files.Remove(_oldest.Dequeue());
        }
    }
}
