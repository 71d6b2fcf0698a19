using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Rpc;

public class LoginTests : EmulatorTest
{
    [Fact]
    public async Task SendCode_AtTheWrongDataCentre_SaysWhereToGo()
    {
        using var client = await TestClient.ConnectAsync(Telegram, 1);

        Assert.Equal("PHONE_MIGRATE_2", (await client.CallAsync(Calls.SendCode(Account.Phone))).Text("error_message"));
    }

    [Theory]
    [InlineData("", "PHONE_CODE_EMPTY")]
    [InlineData("99999", "PHONE_CODE_INVALID")]
    public async Task SignIn_BadCode_IsRefused(string code, string error)
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var sent = await client.CallAsync(Calls.SendCode(Account.Phone));

        Assert.Equal(error, (await client.CallAsync(Calls.SignIn(Account.Phone, sent.Text("phone_code_hash"), code))).Text("error_message"));
    }

    [Fact]
    public async Task SignIn_WithAnOldHash_IsExpired()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var sent = await client.CallAsync(Calls.SendCode(Account.Phone));
        await client.CallAsync(Calls.SendCode(Account.Phone));

        Assert.Equal("PHONE_CODE_EXPIRED", (await client.CallAsync(Calls.SignIn(Account.Phone, sent.Text("phone_code_hash"), "22222"))).Text("error_message"));
    }

    [Fact]
    public async Task ResendCode_AfterTheApp_GoesBySmsOnce()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var sent = await client.CallAsync(Calls.SendCode(Account.Phone));
        var again = new TlObject("auth.resendCode") { ["phone_number"] = Account.Phone, ["phone_code_hash"] = sent.Text("phone_code_hash") };

        var resent = await client.CallAsync(again);

        Assert.Equal(("auth.sentCodeTypeApp", "auth.sentCodeTypeSms"), (sent.Object("type").Name, resent.Object("type").Name));
        Assert.Equal("SEND_CODE_UNAVAILABLE", (await client.CallAsync(again)).Text("error_message"));
    }

    [Fact]
    public async Task SignIn_CodeByEmail_IsTakenAsVerification()
    {
        Telegram.World.AddAccount(new AccountOptions { Phone = "4912", CodeDelivery = CodeDelivery.Email, Code = "123456" });
        using var client = await TestClient.ConnectAsync(Telegram);
        var sent = await client.CallAsync(Calls.SendCode("4912"));

        var answer = await client.CallAsync(new TlObject("auth.signIn")
        {
            ["phone_number"] = "4912",
            ["phone_code_hash"] = sent.Text("phone_code_hash"),
            ["email_verification"] = new TlObject("emailVerificationCode") { ["code"] = "123456" },
        });

        Assert.Equal("auth.sentCodeTypeEmailCode", sent.Object("type").Name);
        Assert.Equal("auth.authorization", answer.Name);
    }

    [Fact]
    public async Task Call_BeforeLogin_IsUnregisteredAndAfterLogoutAgain()
    {
        using var stranger = await TestClient.ConnectAsync(Telegram);
        Assert.Equal("AUTH_KEY_UNREGISTERED", (await stranger.CallAsync(new TlObject("updates.getState"))).Text("error_message"));

        using var client = await LogInAsync();
        Assert.Equal("updates.state", (await client.CallAsync(new TlObject("updates.getState"))).Name);
        await client.CallAsync(new TlObject("auth.logOut"));
        Assert.Equal("AUTH_KEY_UNREGISTERED", (await client.CallAsync(new TlObject("updates.getState"))).Text("error_message"));
    }

    [Fact]
    public async Task Password_Owed_IsAskedForBeforeAnythingElse()
    {
        var guarded = Telegram.World.AddAccount(new AccountOptions { Phone = "4913", Password = "open sesame", PasswordHint = "cave" });
        using var client = await TestClient.ConnectAsync(Telegram);
        var sent = await client.CallAsync(Calls.SendCode(guarded.Phone));

        var refusal = await client.CallAsync(Calls.SignIn(guarded.Phone, sent.Text("phone_code_hash"), "22222"));
        var password = await client.CallAsync(new TlObject("account.getPassword"));

        Assert.Equal((401, "SESSION_PASSWORD_NEEDED"), (refusal.Int("error_code"), refusal.Text("error_message")));
        Assert.Equal("SESSION_PASSWORD_NEEDED", (await client.CallAsync(new TlObject("updates.getState"))).Text("error_message"));
        Assert.True(password.Flag("has_password"));
        Assert.Equal("cave", password.Text("hint"));
        var proof = new TlObject("inputCheckPasswordSRP") { ["srp_id"] = password.Long("srp_id"), ["A"] = new byte[256], ["M1"] = new byte[32] };
        Assert.Equal("PASSWORD_HASH_INVALID", (await client.CallAsync(new TlObject("auth.checkPassword") { ["password"] = proof })).Text("error_message"));
    }

    [Fact]
    public async Task Export_ToAnotherDataCentre_LogsInThereOnce()
    {
        using var home = await LogInAsync();
        using var away = await TestClient.ConnectAsync(Telegram, 4);
        var ticket = await home.CallAsync(new TlObject("auth.exportAuthorization") { ["dc_id"] = 4 });
        var import = new TlObject("auth.importAuthorization") { ["id"] = ticket.Long("id"), ["bytes"] = ticket.Bytes("bytes") };

        Assert.Equal("auth.authorization", (await away.CallAsync(import)).Name);
        Assert.Equal("updates.state", (await away.CallAsync(new TlObject("updates.getState"))).Name);
        Assert.Equal("AUTH_BYTES_INVALID", (await away.CallAsync(import)).Text("error_message"));
    }

    [Fact]
    public async Task QrLogin_AcceptedElsewhere_IsPushedAndEndsInALogin()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var export = new TlObject("auth.exportLoginToken") { ["api_id"] = 1, ["api_hash"] = "hash" };
        var shown = await client.CallAsync(export);

        Telegram.AcceptLoginToken(shown.Bytes("token"), Account);
        var pushed = await client.WaitAsync("updateShort");
        var done = await client.CallAsync(export);

        Assert.Equal("updateLoginToken", pushed.Body!.Object("update").Name);
        Assert.Equal("auth.loginTokenSuccess", done.Name);
        Assert.Equal(Account.Id, done.Object("authorization").Object("user").Long("id"));
    }

    [Fact]
    public async Task QrLogin_AtAnotherDataCentre_MovesToTheHomeOfTheAccount()
    {
        using var client = await TestClient.ConnectAsync(Telegram, 1);
        var export = new TlObject("auth.exportLoginToken") { ["api_id"] = 1, ["api_hash"] = "hash" };
        var shown = await client.CallAsync(export);
        using var phone = await LogInAsync();
        await phone.CallAsync(new TlObject("auth.acceptLoginToken") { ["token"] = shown.Bytes("token") });

        var moved = await client.CallAsync(export);
        using var home = await TestClient.ConnectAsync(Telegram, moved.Int("dc_id"));
        var done = await home.CallAsync(new TlObject("auth.importLoginToken") { ["token"] = moved.Bytes("token") });

        Assert.Equal(("auth.loginTokenMigrateTo", 2), (moved.Name, moved.Int("dc_id")));
        Assert.Equal("auth.loginTokenSuccess", done.Name);
    }

    [Fact]
    public async Task QrLogin_TokenTooOld_IsExpired()
    {
        using var client = await TestClient.ConnectAsync(Telegram);
        var shown = await client.CallAsync(new TlObject("auth.exportLoginToken") { ["api_id"] = 1, ["api_hash"] = "hash" });
        Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Throws<ArgumentException>(() => Telegram.AcceptLoginToken(shown.Bytes("token"), Account));
        Assert.Equal("AUTH_TOKEN_EXPIRED", (await client.CallAsync(new TlObject("auth.importLoginToken") { ["token"] = shown.Bytes("token") })).Text("error_message"));
    }

    [Fact]
    public async Task TerminateSessions_ByTheOwner_LogsEveryClientOut()
    {
        using var client = await LogInAsync();

        Telegram.TerminateSessions(Account);

        Assert.Equal("AUTH_KEY_UNREGISTERED", (await client.CallAsync(new TlObject("updates.getState"))).Text("error_message"));
    }

    [Fact]
    public async Task Takeout_NotConfirmed_IsDelayedAndWithoutSessionRefused()
    {
        using var client = await LogInAsync();
        var state = new TlObject("updates.getState");
        Account.TakeoutConfirmed = false;
        Assert.Equal("TAKEOUT_INIT_DELAY_86400", (await client.CallAsync(new TlObject("account.initTakeoutSession"))).Text("error_message"));
        Assert.Equal("TAKEOUT_INVALID", (await client.CallAsync(new TlObject("invokeWithTakeout") { ["takeout_id"] = 5L, ["query"] = state })).Text("error_message"));

        Account.TakeoutConfirmed = true;
        var id = (await client.CallAsync(new TlObject("account.initTakeoutSession"))).Long("id");

        Assert.Equal("updates.state", (await client.CallAsync(new TlObject("invokeWithTakeout") { ["takeout_id"] = id, ["query"] = state })).Name);
        Assert.Equal(true, await client.AnyAsync(new TlObject("invokeWithTakeout") { ["takeout_id"] = id, ["query"] = new TlObject("account.finishTakeoutSession") { ["success"] = true } }));
    }
}
