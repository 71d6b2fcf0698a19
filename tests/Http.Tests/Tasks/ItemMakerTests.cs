using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Http.Tests.Tasks;

public sealed class ItemMakerTests
{
    [Fact]
    public void IdOf_VeryLongUrls_FitsAndStaysDifferent()
    {
        var one = Entry("http://h/" + new string('a', 3000) + "1");
        var other = Entry("http://h/" + new string('a', 3000) + "2");

        Assert.Equal(1024, one.Id.Length);
        Assert.NotEqual(one.Id, other.Id);
        var item = ItemMaker.ItemFor(one);
        Assert.Equal(one.Task!.Url.Public, ItemLocator.Parse(item.Locator, item.Id).Url);
    }

    [Fact]
    public void ItemFor_PlainTask_NeedsNoLocator()
    {
        var item = ItemMaker.ItemFor(Entry("http://h/a.txt"));

        Assert.Null(item.Locator);
        Assert.Equal(new ItemLocator("http://h/a.txt", false, false), ItemLocator.Parse(item.Locator, item.Id));
    }

    [Fact]
    public void ItemFor_NamedTaskWithHeaders_RemembersThatButNotThem()
    {
        var task = Entry("http://me:pw@h/a?token=tok").Task! with { Name = "folder/b.txt", Headers = new Dictionary<string, string> { ["X"] = "hdr" } };
        var item = ItemMaker.ItemFor(ListEntry.Of(task));

        Assert.Equal("b.txt", item.Name);
        Assert.Equal(new ItemLocator(task.Url.Public, IsNamed: true, HasSecrets: true), ItemLocator.Parse(item.Locator, item.Id));
        var everything = item + string.Join(';', item.Fields);
        Assert.All(["pw", "tok\"", "=tok", "hdr"], secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
    }

    private static ListEntry Entry(string url)
    {
        Assert.True(TaskUrl.TryParse(url, out var parsed));
        return ListEntry.Of(new(parsed));
    }
}
