using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.Scenario;

namespace TgPlatform.Sandbox.Tests.Telegram.Foreign;

public class TdlibChatsTests
{
    [ForeignFact("prebuilt-tdlib")]
    public async Task Demonstration_SeenByTdlib_HasItsTopicsCommentsAndPast()
    {
        await using var telegram = EmulatedTelegram.Of(TelegramScenario.Demonstration);
        await telegram.StartAsync();
        var (news, forum, group) = (telegram.World.FindChat("sandbox_news")!, telegram.World.FindChat("sandbox_forum")!, telegram.World.FindChat("sandbox_group")!);
        var client = new ForeignClient(telegram, news, telegram.World.FindAccount("491700000001")!, "tdlib-chats.mjs");

        await client.RunAsync();

        var titles = client.Said.Where(said => said["chat"] is not null).Select(said => said["chat"]!.GetValue<string>()).ToArray();
        Assert.Empty(new[] { "Sandbox news", "Sandbox news talk", "Sandbox forum", "Sandbox group", "Sandbox live" }.Except(titles));
        Assert.Equal(group.MigratedFrom!.Id, client.Said.Single(said => said["upgraded"] is not null)["from"]!.GetValue<long>());
        var topics = client.Said.Where(said => said["topic"] is not null).ToDictionary(said => said["topic"]!.GetValue<string>(), said => said["messages"]!.AsArray().Select(id => id!.GetValue<int>()));
        Assert.Equal(["General", "Pictures", "Releases"], topics.Keys.Order());
        foreach (var (name, thread) in new[] { ("Releases", 2), ("Pictures", 3) })
            Assert.Equal(forum.Messages().Where(message => message.ThreadId == thread).Select(message => message.Id), topics[name]);
        var posts = client.Said.Where(said => said["post"] is not null).ToDictionary(said => said["post"]!.GetValue<int>(), said => said["comments"]!.AsArray().Select(text => text!.GetValue<string>()).ToArray());
        foreach (var post in news.Messages().Where(message => message.Action is null && message.GroupedId == 0))
            Assert.Equal(news.Linked!.Messages().Where(comment => comment.ThreadId == news.Linked.CopyOf(post.Id)).Select(comment => comment.Text), posts[post.Id]);
        Assert.Empty(telegram.Problems);
        Assert.Empty(client.Errors);
    }
}
