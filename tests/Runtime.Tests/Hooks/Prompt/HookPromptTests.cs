using TgPlatform.Runtime.Hooks.Prompt;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks.Prompt;

public sealed class HookPromptTests : IDisposable
{
    private readonly HookPrompt _prompt = new(CatFields);

    public void Dispose() => _prompt.Dispose();

    [Theory]
    [InlineData("item.Size < 2.MB()", "true")]
    [InlineData("item.Chat", "cats")]
    [InlineData("item.ChatTitle", "(missing)")]
    [InlineData("item.Tags", "red, blue")]
    [InlineData("item.Kind == Photo ? Slug(item.Stem) : \"\"", "katze-1")]
    [InlineData("item.Size / 2.0", "750000")]
    [InlineData("path: {item.Chat}/{item.Date:yyyy}_{item.Name}", "cats/2024_Katze 1.JPG")]
    [InlineData("var n = 3; n * item.Views", "36")]
    public async Task AskAsync_Line_GivesResultPerItem(string line, string expected)
    {
        var answer = await _prompt.AskAsync(line, [Cat, Cat with { Id = "2" }]);
        Assert.Empty(answer.Problems);
        Assert.Equal([("4711", expected, false), ("2", expected, false)], answer.Results.Select(static one => (one.Item.Id, one.Text, one.Failed)));
    }

    [Fact]
    public async Task AskAsync_Declaration_IsRememberedPerItem()
    {
        Assert.Empty((await _prompt.AskAsync("var least = item.Id.Length;", [Cat])).Results);
        Assert.Empty((await _prompt.AskAsync("long Twice(long n) => n * 2;", [Cat])).Results);
        Assert.Equal(["8", "2"], (await _prompt.AskAsync("Twice(least)", [Cat, Cat with { Id = "2" }])).Results.Select(static one => one.Text));
    }

    [Theory]
    [InlineData("item.Chta", 6, "'item.Chta' is not known. Did you mean 'Chat'?")]
    [InlineData("path: {item.Chta}", 13, "'item.Chta' is not known. Did you mean 'Chat'?")]
    [InlineData("item.Kind = Video", 11, "'=' sets a value, and 'item.Kind' cannot be set. To compare, write 'item.Kind == Video'.")]
    [InlineData("Vidoe", 1, "'Vidoe' is not known. Did you mean 'Video'?")]
    public async Task AskAsync_Mistake_SaysWhereAndWhat(string line, int column, string message)
    {
        var problem = Assert.Single((await _prompt.AskAsync(line, [Cat])).Problems);
        Assert.Equal(column, problem.Column);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("cats", (await _prompt.AskAsync("item.Chat", [Cat])).Results[0].Text);
    }

    [Theory]
    [InlineData("item.ChatTitle!.Length", "NullReferenceException")]
    [InlineData("while (true) { }", "a loop seems never to end")]
    public async Task AskAsync_FailsOnItem_SaysWhyAndGoesOn(string line, string message)
    {
        var result = Assert.Single((await _prompt.AskAsync(line, [Cat])).Results);
        Assert.True(result.Failed);
        Assert.Contains(message, result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item.Chat", new[] { "Chat", "ChatTitle" })]
    [InlineData("item.Size < 2.GB() && item.ex", new[] { "Extension" })]
    [InlineData("item.Kind == Vid", new[] { "Video" })]
    [InlineData("Slu", new[] { "Slug" })]
    [InlineData("item.Name.Re", new string[0])]
    public void Complete_UnfinishedName_OffersWhatFits(string line, string[] expected) => Assert.Equal(expected, _prompt.Complete(line));
}
