using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Rpc;

public class ThreadTests : EmulatorTest
{
    [Fact]
    public async Task Topics_OfAForum_AreListedWithTheirMessages()
    {
        var forum = Telegram.World.AddChat(new ChatOptions { Kind = ChatKind.Forum, Username = "forum", Messages = 60, Topics = ["News", "Photos"] });
        using var client = await LogInAsync();

        var topics = await client.CallAsync(new TlObject("messages.getForumTopics") { ["peer"] = Calls.Peer(forum, Account), ["limit"] = 10 });
        var replies = await client.CallAsync(Replies(forum, 3));

        Assert.Equal(["General", "News", "Photos"], topics.List<TlObject>("topics").OrderBy(topic => topic.Int("id")).Select(topic => topic.Text("title")));
        Assert.Equal(forum.Messages().Where(message => message.ThreadId == 3 && message.Id > 3).Count() + 1, replies.Int("count"));
        Assert.All(replies.List<TlObject>("messages").Where(message => message.Name == "message"), message =>
        {
            Assert.True(message.Object("reply_to").Flag("forum_topic"));
            Assert.Equal(3, message.Object("reply_to").Int("reply_to_msg_id"));
        });
        Assert.Equal("Photos", forum.Find(3) is { Action: not null } ? topics.List<TlObject>("topics").Single(topic => topic.Int("id") == 3).Text("title") : "");
    }

    [Fact]
    public async Task Topics_AskedOfAnOrdinaryGroup_AreRefused()
    {
        var group = Telegram.World.AddChat(new ChatOptions { Kind = ChatKind.Group, Username = "group", Messages = 5 });
        using var client = await LogInAsync();

        Assert.Equal("CHANNEL_FORUM_MISSING", (await client.CallAsync(new TlObject("messages.getForumTopics") { ["peer"] = Calls.Peer(group, Account), ["limit"] = 10 })).Text("error_message"));
    }

    [Fact]
    public async Task Comments_OfAPost_AreInTheDiscussionGroup()
    {
        var channel = Telegram.World.AddChat(new ChatOptions { Username = "channel", Messages = 20, CommentsPerPost = 3, Media = [MediaKind.Photo] });
        using var client = await LogInAsync();
        var post = (await client.CallAsync(Calls.History(channel, Account, 6, limit: 1))).List<TlObject>("messages")[0];

        var comments = await client.CallAsync(Replies(channel, 5));
        var discussion = await client.CallAsync(new TlObject("messages.getDiscussionMessage") { ["peer"] = Calls.Peer(channel, Account), ["msg_id"] = 5 });

        Assert.Equal((3, channel.Linked!.Id), (post.Object("replies").Int("replies"), post.Object("replies").Long("channel_id")));
        Assert.Equal([20, 19, 18], Calls.Ids(comments));
        var copy = discussion.List<TlObject>("messages").Single();
        Assert.Equal((17, 5), (copy.Int("id"), copy.Object("fwd_from").Int("channel_post")));
        Assert.Equal(post.Object("media").Object("photo").Long("id"), copy.Object("media").Object("photo").Long("id"));
        Assert.All(comments.List<TlObject>("messages"), comment => Assert.Equal(17, comment.Object("reply_to").Int("reply_to_msg_id")));
        Assert.Equal(20, discussion.Int("max_id"));
    }

    [Fact]
    public async Task Comments_PostedLive_JoinTheThread()
    {
        var channel = Telegram.World.AddChat(new ChatOptions { Username = "channel", Messages = 20, CommentsPerPost = 3 });
        using var client = await LogInAsync();
        var post = channel.Post(new EmulatedMessage { Text = "new" });

        var old = channel.Comment(5, new EmulatedMessage { Text = "late" });
        var fresh = channel.Comment(post.Id, new EmulatedMessage { Text = "early", Kind = MediaKind.Document, FileBytes = 10 });

        Assert.Equal(old.Id, Calls.Ids(await client.CallAsync(Replies(channel, 5)))[0]);
        Assert.Equal([fresh.Id], Calls.Ids(await client.CallAsync(Replies(channel, post.Id))));
    }

    private TlObject Replies(EmulatedChat chat, int id) => new("messages.getReplies") { ["peer"] = Calls.Peer(chat, Account), ["msg_id"] = id, ["limit"] = 100 };
}
