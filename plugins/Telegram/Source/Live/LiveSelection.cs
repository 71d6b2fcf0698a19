using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Items;

namespace TgPlatform.Plugins.Telegram.Source.Live;

/// <summary>One selection while it is followed: what comes above its top, albums held until they are whole.</summary>
internal sealed class LiveSelection(Selection selection, Coverage coverage, TimeProvider time)
{
    // All messages of an album are sent in one step; the pushes that tell of them come within moments.
    public static readonly TimeSpan AlbumPatience = TimeSpan.FromSeconds(2);

    private AlbumQueue _albums = new();
    private long _lastAdded;
    private int _highestHeld;

    public Selection Selection => selection;

    public Coverage Coverage => coverage;

    /// <summary>Whether an album waits for the rest of it.</summary>
    public bool Holds => _albums.FirstHeld is not null;

    /// <summary>Everything up to here was handed out or seen.</summary>
    private int Top => coverage.Gaps(selection.From, int.MaxValue) is [.., var open] ? open.From - 1 : int.MaxValue;

    /// <summary>Whether a message of the chat belongs to the selection.</summary>
    public async ValueTask<bool> WantsAsync(Message message, MessagePage page, CancellationToken cancel)
    {
        if (message.Id < selection.From) return false;
        if (selection.Scene.Posts is not { } posts) return selection.Thread == 0 || MessageFields.TopicOf(message.ReplyTo as MessageReplyHeader) == selection.Thread;
        await posts.LearnAsync(page, cancel);
        return posts.Of(message) is { } post && (selection.Thread == 0 || post.Id == selection.Thread);
    }

    /// <summary>Whether a message was handed out before, or is about to be.</summary>
    public bool Has(int id) => id <= Top;

    /// <summary>Takes a new message.</summary>
    /// <returns>What is complete by it.</returns>
    public IEnumerable<IReadOnlyList<FoundMessage>> Add(FoundMessage found)
    {
        _albums.Add(found);
        _lastAdded = time.GetTimestamp();
        return Take(found.Message.Id, found.Message.Id);
    }

    /// <summary>What is complete because nothing has been added for a while.</summary>
    public IEnumerable<IReadOnlyList<FoundMessage>> TakeQuiet()
        => Holds && time.GetElapsedTime(_lastAdded) >= AlbumPatience ? Flush() : [];

    /// <summary>All that is held, complete or not.</summary>
    public IEnumerable<IReadOnlyList<FoundMessage>> Flush() => Take(null, _highestHeld);

    /// <summary>Forgets what is held: the history has it.</summary>
    public void Drop() => _albums = new();

    private List<IReadOnlyList<FoundMessage>> Take(int? reached, int top)
    {
        _highestHeld = Math.Max(_highestHeld, top);
        var complete = _albums.TakeComplete(reached).Select(group => (IReadOnlyList<FoundMessage>)[.. group.OrderBy(one => one.Message.Id)]).ToList();
        coverage.Add(Math.Max(selection.From, Top + 1), _albums.FirstHeld - 1 ?? _highestHeld);
        return complete;
    }
}
