using System.Text.Json.Nodes;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Commands;

public class AccountsCommandTests
{
    [Fact]
    public async Task List_SignedInUsedAndUnreadable_TellsEachApart()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);
        await run.LoginAsync("main", "+491700000001", "22222");
        await run.LoginAsync("second", "+491700000001", "22222");
        await File.WriteAllBytesAsync(Path.Combine(run.Folder.Root, "accounts", "torn.account"), [1, 2, 3]);
        using var used = new AccountFolder(Path.Combine(run.Folder.Root, "accounts")).Open("second");

        var lines = (await run.ListAsync()).Lines;

        Assert.Equal(["main +49…01 Ada", "second in use by another process", "torn cannot be opened with this secret"], lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task Show_AsTextAndJson_HasNoSecretAndNoWholeNumber()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);
        await run.LoginAsync("main", "+491700000001", "22222");

        var text = string.Join('\n', (await run.ShowAsync("main")).Lines);
        var json = Assert.Single((await run.ShowAsync("main", json: true)).Lines);

        Assert.Contains($"user           Ada ({service.Account.Id})", text, StringComparison.Ordinal);
        Assert.Equal(("+49…01", 2), (JsonNode.Parse(json)!["phone"]!.GetValue<string>(), JsonNode.Parse(json)!["home_data_centre"]!.GetValue<int>()));
        Assert.DoesNotContain("1700000001", text + json, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Show_EndedElsewhere_SaysWhatToDo()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);
        await run.LoginAsync("main", "+491700000001", "22222");
        service.Telegram.TerminateSessions(service.Account);

        var failure = await Assert.ThrowsAsync<FailureException>(() => run.ShowAsync("main", check: true));

        Assert.Contains("--forget", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_SignedIn_EndsItThereAndHere()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);
        await run.LoginAsync("main", "+491700000001", "22222");

        await run.LogoutAsync("main");

        Assert.Equal(1, service.Telegram.CallsOf("auth.logOut"));
        Assert.Empty((await run.ListAsync()).Lines);
        Assert.Contains("There is no account 'main'", (await Assert.ThrowsAsync<FailureException>(() => run.LogoutAsync("main"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_Forget_AsksNobody()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone });
        using var run = new CommandRun(service);
        await run.LoginAsync("main", "+491700000001", "22222");

        await run.LogoutAsync("main", forget: true);

        Assert.Equal(0, service.Telegram.CallsOf("auth.logOut"));
        Assert.Empty((await run.ListAsync()).Lines);
    }
}
