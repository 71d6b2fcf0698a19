namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>What an id means in a forum or a discussion group: arithmetic instead of tables.</summary>
internal static class SyntheticRoles
{
    public static EmulatedMessage? Service(ChatOptions options, int number) => options.Kind switch
    {
        ChatKind.Forum when number <= options.Topics.Count + 1 => new EmulatedMessage { Action = "messageActionTopicCreate", ThreadId = number },
        ChatKind.Group when number == 1 && options.MigratedMessages > 0 => new EmulatedMessage { Action = "messageActionChannelMigrateFrom" },
        ChatKind.Channel when number == 1 => new EmulatedMessage { Action = "messageActionChannelCreate" },
        _ => null,
    };

    public static EmulatedMessage Place(ChatOptions options, int number, int firstId, EmulatedMessage message) => options switch
    {
        { Kind: ChatKind.Forum } => message with { ThreadId = firstId + 1 + (number % (options.Topics.Count + 1)) },
        { Kind: ChatKind.Group, CommentsPerPost: > 0 } => Comment(options.CommentsPerPost, number, firstId, message),
        _ => message,
    };

    /// <summary>The copy of a post in the discussion group; comments follow it directly.</summary>
    public static int CopyOf(int post, int commentsPerPost) => ((post - 1) * (commentsPerPost + 1)) + 1;

    private static EmulatedMessage Comment(int comments, int number, int firstId, EmulatedMessage message)
    {
        var place = (number - 1) % (comments + 1);
        var copy = firstId + number - place;
        return place == 0
            ? message with { ForwardedPost = ((number - 1) / (comments + 1)) + 1, SenderId = 0, ReplyTo = 0 }
            : message with { ThreadId = copy, ReplyTo = copy };
    }
}
