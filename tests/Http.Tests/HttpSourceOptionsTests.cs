using TgPlatform.Contracts;
using TgPlatform.Plugins.Http;

namespace TgPlatform.Http.Tests;

public sealed class HttpSourceOptionsTests
{
    private static readonly HttpSourceOptions Good = new() { Urls = ["http://h/1"] };

    public static TheoryData<HttpSourceOptions, string?, string> Wrong => new()
    {
        { new(), null, "nothing to fetch" },
        { Good with { Urls = ["http://h/1", "h/2"] }, "urls", "Entry 2 is not a URL" },
        { Good with { List = "a.txt", Tasks = "a.json" }, "list", "exclude each other" },
        { Good with { Watch = true }, "watch", "Only a file can be followed" },
        { Good with { Watch = true, Tasks = "https://h/tasks.json" }, "watch", "Only a file can be followed" },
        { Good with { Headers = new Dictionary<string, Secret> { ["Range"] = new("bytes=0-1") } }, "headers", "'Range' cannot be sent" },
        { Good with { Headers = new Dictionary<string, Secret> { ["X Y"] = new("1") } }, "headers", "'X Y' cannot be sent" },
        { Good with { Headers = new Dictionary<string, Secret> { ["X"] = new("1\r\nEvil: 1") } }, "headers", "'X' cannot be sent" },
        { Good with { Auth = [new() { Host = "h" }] }, "auth", "The credentials for 'h'" },
        { Good with { Auth = [new() { Host = "h", Username = "u" }] }, "auth", "The credentials for 'h'" },
        { Good with { Auth = [new() { Host = "h", Username = "u", Password = new("p"), Token = new("t") }] }, "auth", "The credentials for 'h'" },
        { Good with { Auth = [new() { Host = "h", Token = new("t") }, new() { Host = "H", Token = new("u") }] }, "auth", "There are two credentials for 'H'" },
        { Good with { Proxy = new("proxy:3128") }, "proxy", "not the URL of a proxy" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_Mistake_IsNamed(HttpSourceOptions options, string? option, string expected)
    {
        var mistake = Assert.Single(options.Validate());

        Assert.Equal(option, mistake.Option);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_GoodOptions_FindsNothing()
    {
        Assert.Empty(Good.Validate());
        Assert.Empty((Good with { Proxy = new("") }).Validate());
        Assert.Empty((Good with
        {
            Tasks = "tasks.json",
            Watch = true,
            Headers = new Dictionary<string, Secret> { ["X-Key"] = new("1") },
            Auth = [new() { Host = "h", Token = new("t") }, new() { Host = "h:81", Username = "u", Password = new("p") }],
            Proxy = new("http://u:p@proxy:3128"),
        }).Validate());
    }
}
