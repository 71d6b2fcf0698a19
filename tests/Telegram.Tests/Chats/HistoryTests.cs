using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Chats;

public class HistoryTests
{
    private static async Task<List<int>> IdsAsync(IAsyncEnumerable<MessagePage> pages)
    {
        var ids = new List<int>();
        await foreach (var page in pages) ids.AddRange(page.Messages.Select(History.IdOf));
        return ids;
    }

    [Fact]
    public async Task List_BothWays_GivesEveryMessageOnceWithAQuestionPerHundred()
    {
        await using var service = await Service.StartAsync(new ChatOptions { Messages = 730, GapEvery = 7, Media = [MediaKind.Text] });
        var client = await service.LoggedInAsync();
        var peer = await Service.ResolveAsync(client);
        var expected = service.Chat.Messages().Select(m => m.Id).ToList();

        Assert.Equal(expected, await IdsAsync(new History(client).OldestFirstAsync(peer)));
        var calls = service.Telegram.CallsOf("messages.getHistory");
        Assert.InRange(calls, 7, 9);
        expected.Reverse();
        Assert.Equal(expected, await IdsAsync(new History(client).NewestFirstAsync(peer)));
        Assert.InRange(service.Telegram.CallsOf("messages.getHistory") - calls, 7, 9);
    }

    [Fact]
    public async Task List_WithinARange_KeepsToIt()
    {
        await using var service = await Service.StartAsync(new ChatOptions { Messages = 400, GapEvery = 9, Media = [MediaKind.Text] });
        var client = await service.LoggedInAsync();
        var peer = await Service.ResolveAsync(client);
        var ids = service.Chat.Messages().Select(m => m.Id).ToList();

        Assert.Equal(ids.Where(i => i > 250), await IdsAsync(new History(client).OldestFirstAsync(peer, aboveId: 250)));
        Assert.Equal(ids.Where(i => i is > 120 and < 300).Reverse(), await IdsAsync(new History(client).NewestFirstAsync(peer, belowId: 300, aboveId: 120)));
        Assert.Empty(await IdsAsync(new History(client).OldestFirstAsync(peer, aboveId: 400)));
    }

    [Fact]
    public async Task ById_GoneMessages_ComeAsEmpty()
    {
        await using var service = await Service.StartAsync(new ChatOptions { Messages = 20, GapEvery = 5, Media = [MediaKind.Text] });
        var client = await service.LoggedInAsync();
        var gone = Enumerable.Range(1, 20).First(i => service.Chat.Find(i) is null);

        var page = await new History(client).ByIdAsync(await Service.ResolveAsync(client), [gone, 2], default);

        Assert.IsType<MessageEmpty>(page.Messages.Single(m => History.IdOf(m) == gone));
        Assert.IsType<Message>(page.Messages.Single(m => History.IdOf(m) == 2));
    }
}
