namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>A channel or group: computed messages, and on top of them what was posted, edited and deleted since the start.</summary>
public sealed class EmulatedChat
{
    private readonly SyntheticHistory _synthetic;
    private readonly Dictionary<int, EmulatedMessage?> _changes = [];
    private readonly Dictionary<int, int> _liveCopies = [];
    private readonly Dictionary<(int Id, int Version), long> _replacedFiles = [];
    private readonly SortedDictionary<int, string> _topics = [];
    private readonly HashSet<Account> _members = [];
    private readonly EmulatedWorld _world;
    private readonly int _firstId;

    internal EmulatedChat(EmulatedWorld world, int number, ChatOptions options, PrivatePlace? place)
    {
        // Basic groups share one id space, so each has a million ids of it.
        _firstId = place?.FirstId ?? (options.Kind == ChatKind.BasicGroup ? number * 1_000_000 : 0);
        _world = world;
        _synthetic = new SyntheticHistory(Mixer.Mix((ulong)number, 7), options, _firstId, place?.Owner.Id ?? 0);
        Number = number;
        Options = options;
        Id = place?.PersonId ?? (options.Kind == ChatKind.BasicGroup ? 400_000_000 : 1_700_000_000) + number;
        TopId = Math.Max(1, _synthetic.LastId);
        Log = new UpdateLog(TopId);
    }

    /// <summary>The id, without the marks that client libraries put around it; of a private chat, the person's.</summary>
    public long Id { get; }

    /// <summary>What the chat was made from.</summary>
    public ChatOptions Options { get; }

    /// <summary>The discussion group of a channel, or the channel of a discussion group.</summary>
    public EmulatedChat? Linked { get; internal set; }

    /// <summary>The supergroup a basic group became.</summary>
    public EmulatedChat? MigratedTo { get; internal set; }

    /// <summary>The basic group a supergroup came from.</summary>
    public EmulatedChat? MigratedFrom { get; internal set; }

    /// <summary>The highest message id given so far.</summary>
    public int TopId { get; private set; }

    /// <summary>How many messages there are.</summary>
    public int Count
    {
        get
        {
            lock (_world.Gate) return CountUnlocked();
        }
    }

    /// <summary>Titles of topics that were opened or renamed since the start, by their ids.</summary>
    internal IReadOnlyDictionary<int, string> LiveTopics
    {
        get
        {
            lock (_world.Gate) return new SortedDictionary<int, string>(_topics);
        }
    }

    internal int Number { get; }

    internal UpdateLog Log { get; }

    internal int FirstId => _firstId;

    internal bool IsChannel => Options.Kind is ChatKind.Channel or ChatKind.Group or ChatKind.Forum;

    internal bool IsPrivate => Options.Kind is ChatKind.Private or ChatKind.Saved;

    internal IReadOnlyCollection<Account> Members
    {
        get
        {
            lock (_world.Gate) return [.. _members];
        }
    }

    /// <summary>The message with this id; null when there is none.</summary>
    public EmulatedMessage? Find(int id)
    {
        lock (_world.Gate)
        {
            if (!_changes.TryGetValue(id, out var message)) message = _synthetic.Find(id);
            return message is null || Linked is not { Options.Kind: ChatKind.Channel } channel ? message : WithPost(channel, message);
        }
    }

    /// <summary>All messages in order of their ids.</summary>
    public IEnumerable<EmulatedMessage> Messages() =>
        Enumerable.Range(_firstId + 1, TopId - _firstId).Select(Find).OfType<EmulatedMessage>();

    /// <summary>Adds a message at the top and tells the members. Id and date are set here; give the rest.</summary>
    public EmulatedMessage Post(EmulatedMessage draft)
    {
        EmulatedMessage posted;
        lock (_world.Gate)
        {
            var name = draft.FileName ?? SyntheticHistory.FileNameOf(draft.Kind, TopId + 1);
            posted = draft with { Id = ++TopId, Date = _world.UnixTime, FileName = name };
            _changes[posted.Id] = posted;
        }
        _world.Publish(this, ChatEventKind.New, [posted.Id]);
        if (Options.Kind == ChatKind.Channel && Linked is { } discussion) discussion.CopyPost(posted);
        return posted;
    }

    /// <summary>Adds messages that belong together; the first draft's text is the caption.</summary>
    public IReadOnlyList<EmulatedMessage> PostAlbum(params IEnumerable<EmulatedMessage> drafts)
    {
        var grouped = Mixer.Id((ulong)Number, (ulong)TopId);
        return [.. drafts.Select(draft => Post(draft with { GroupedId = grouped }))];
    }

    /// <summary>Adds a comment under a post of the linked channel.</summary>
    public EmulatedMessage Comment(int post, EmulatedMessage draft)
    {
        var discussion = Linked ?? throw new InvalidOperationException("The channel has no discussion group.");
        var copy = discussion.CopyOf(post);
        return discussion.Post(draft with { ThreadId = copy, ReplyTo = copy });
    }

    /// <summary>Opens a topic in a forum, and tells the members.</summary>
    public EmulatedMessage OpenTopic(string title)
    {
        lock (_world.Gate) _topics[TopId + 1] = title;
        return Post(new EmulatedMessage { Action = "messageActionTopicCreate", Text = title, ThreadId = TopId + 1 });
    }

    /// <summary>Gives a topic another title, and tells the members.</summary>
    public EmulatedMessage RenameTopic(int topic, string title)
    {
        lock (_world.Gate) _topics[topic] = title;
        return Post(new EmulatedMessage { Action = "messageActionTopicEdit", Text = title, ThreadId = topic, ReplyTo = topic });
    }

    /// <summary>Changes a message and tells the members. A raised <see cref="EmulatedMessage.FileVersion"/> makes its file another one.</summary>
    public EmulatedMessage Edit(int id, Func<EmulatedMessage, EmulatedMessage> change)
    {
        EmulatedMessage edited;
        lock (_world.Gate)
        {
            var before = Find(id) ?? throw new ArgumentException($"There is no message {id}.", nameof(id));
            edited = change(before) with { Id = id, EditDate = _world.UnixTime };
            if (edited.FileVersion != before.FileVersion) _replacedFiles[(id, before.FileVersion)] = before.FileBytes;
            _changes[id] = edited;
        }
        _world.Publish(this, ChatEventKind.Edited, [id]);
        return edited;
    }

    /// <summary>Puts another file into a message, as an edit.</summary>
    public EmulatedMessage ReplaceFile(int id, long bytes) =>
        Edit(id, message => message with { FileVersion = message.FileVersion + 1, FileBytes = bytes });

    /// <summary>Removes messages and tells the members.</summary>
    public void Delete(params int[] ids)
    {
        lock (_world.Gate)
        {
            foreach (var id in ids) _changes[id] = null;
        }
        _world.Publish(this, ChatEventKind.Deleted, ids);
    }

    /// <summary>Makes an account a member.</summary>
    public void Join(Account account)
    {
        lock (_world.Gate) _members.Add(account);
    }

    /// <summary>Ends a membership.</summary>
    public void Leave(Account account)
    {
        lock (_world.Gate) _members.Remove(account);
    }

    /// <summary>Whether an account is a member.</summary>
    public bool HasMember(Account account)
    {
        lock (_world.Gate) return _members.Contains(account);
    }

    /// <summary>Forgets what happened so far, so that the next difference is too long.</summary>
    public void ForgetUpdates() => Log.Forget();

    /// <summary>The message as it was when it had this version of its file.</summary>
    internal EmulatedMessage? FindVersion(int id, int version)
    {
        lock (_world.Gate)
        {
            if (Find(id) is not { } message || version > message.FileVersion) return null;
            return version == message.FileVersion ? message : message with { FileVersion = version, FileBytes = _replacedFiles.GetValueOrDefault((id, version)) };
        }
    }

    /// <summary>In a discussion group: the id under which a post of the channel was copied here.</summary>
    internal int CopyOf(int post)
    {
        lock (_world.Gate)
            return _liveCopies.TryGetValue(post, out var copy) ? copy : SyntheticRoles.CopyOf(post, Options.CommentsPerPost);
    }

    private void CopyPost(EmulatedMessage post)
    {
        var copy = Post(post with { ForwardedPost = post.Id, SenderId = 0 });
        lock (_world.Gate) _liveCopies[post.Id] = copy.Id;
    }

    private EmulatedMessage? WithPost(EmulatedChat channel, EmulatedMessage message)
    {
        if (message.ForwardedPost == 0) return message.ThreadId == 0 || Find(message.ThreadId) is not null ? message : null;
        if (channel.Find(message.ForwardedPost) is not { Action: null } post) return null;
        return message with
        {
            Kind = post.Kind,
            Text = post.Text,
            FileBytes = post.FileBytes,
            FileName = post.FileName,
            FileVersion = post.FileVersion,
            GroupedId = post.GroupedId,
        };
    }

    private int CountUnlocked()
    {
        var synthetic = Options.Messages - (Options.GapEvery > 0 ? Options.Messages / Options.GapEvery : 0);
        var added = _changes.Count(change => change.Value is not null && _synthetic.Find(change.Key) is null);
        var removed = _changes.Count(change => change.Value is null && _synthetic.Find(change.Key) is not null);
        return synthetic + added - removed;
    }
}
