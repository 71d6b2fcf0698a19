using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Accounts;

public class LoginTests
{
    [Fact]
    public async Task ByCode_WrongCodeFirst_IsAskedAgainAndLogsIn()
    {
        await using var service = await Service.StartAsync();
        var prompt = new Service.Answers();
        prompt.CodesToGive.Enqueue("00000");

        var user = Assert.IsType<User>(await new Login(service.Client(), prompt).ByCodeAsync(Service.Phone, default));

        Assert.Equal([false, true], prompt.Codes.Select(c => c.WasWrong));
        Assert.Equal(("a Telegram app", 5), (prompt.Codes[0].Via, prompt.Codes[0].Length));
        Assert.Equal(user.Id, service.State.UserId);
        Assert.True(service.State.Dc(2).IsAuthorised);
    }

    [Theory]
    [InlineData(CodeDelivery.Email, false, "e-mail"), InlineData(CodeDelivery.Sms, false, "SMS"), InlineData(CodeDelivery.Email, true, "SMS")]
    public async Task ByCode_SentAnotherWay_SaysWhichAndLogsIn(CodeDelivery delivery, bool asksForAnother, string via)
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, CodeDelivery = delivery });
        var prompt = new Service.Answers();
        if (asksForAnother) prompt.CodesToGive.Enqueue(null);

        Assert.IsType<User>(await new Login(service.Client(), prompt).ByCodeAsync(Service.Phone, default));

        Assert.Equal((via, 5), (prompt.Codes[^1].Via, prompt.Codes[^1].Length));
    }

    [Fact]
    public async Task ByCode_AccountLivesElsewhere_MovesThere()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, DataCentre = 4 });

        await service.LoggedInAsync();

        Assert.Equal(4, service.State.HomeDc);
    }

    [Fact]
    public async Task ByCode_WithAPassword_ProvesItAndAsksAgainWhenWrong()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, Password = "correct horse", PasswordHint = "battery" });
        var prompt = new Service.Answers("22222", "wrong horse", "correct horse");

        var user = await new Login(service.Client(), prompt).ByCodeAsync(Service.Phone, default);

        Assert.IsType<User>(user);
        Assert.Equal(["battery", "battery"], prompt.Hints);
    }

    [Fact]
    public async Task ByCode_PasswordNeverRight_EndsWithTheServicesAnswer()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, Password = "x" });

        var error = await Assert.ThrowsAsync<RpcException>(() => new Login(service.Client(), new Service.Answers("22222", "a", "b", "c")).ByCodeAsync(Service.Phone, default));

        Assert.Equal("PASSWORD_HASH_INVALID", error.Name);
        Assert.Equal(0, service.State.UserId);
    }

    [Fact]
    public async Task ByQr_ScannedOnAnotherDevice_LogsIn()
    {
        await using var service = await Service.StartAsync();
        using var qr = new QrLogin();
        var client = service.Client(onUpdate: qr.OnUpdate);
        var shown = 0;

        var user = await qr.RunAsync(client, new Service.Answers(), token =>
        {
            shown++;
            Assert.True(token.Expires > DateTimeOffset.UtcNow);
            var text = token.Link["tg://login?token=".Length..].Replace('-', '+').Replace('_', '/');
            service.Telegram.AcceptLoginToken(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')), service.Account);
        }, default);

        Assert.IsType<User>(user);
        Assert.Equal(1, shown);
    }

    [Fact]
    public async Task ByQr_AccountLivesElsewhere_ImportsTheTokenThere()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, DataCentre = 3, Password = "pw" });
        using var qr = new QrLogin();

        var user = await qr.RunAsync(service.Client(onUpdate: qr.OnUpdate), new Service.Answers("", "pw"), token =>
        {
            var text = token.Link["tg://login?token=".Length..].Replace('-', '+').Replace('_', '/');
            service.Telegram.AcceptLoginToken(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')), service.Account);
        }, default);

        Assert.IsType<User>(user);
        Assert.Equal(3, service.State.HomeDc);
    }

    [Fact]
    public async Task LogOut_Always_EndsTheLoginOnBothSides()
    {
        await using var service = await Service.StartAsync();
        var client = await service.LoggedInAsync();

        await Login.LogOutAsync(client, default);

        Assert.Equal(0, service.State.UserId);
        await Assert.ThrowsAsync<LoginLostException>(() => client.InvokeAsync(new UpdatesGetState(), default));
    }
}
