using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Commands;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Telegram.Tests.Commands;

public class LoginCommandTests
{
    [Fact]
    public async Task Run_PhoneCodeAndPassword_SignsInAndKeepsIt()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, Password = "correct horse", PasswordHint = "battery", DataCentre = 4 });
        using var run = new CommandRun(service);

        var console = await run.LoginAsync("main", "+49 170 0000001", "00000", "", "22222", "wrong", "correct horse");

        Assert.Equal("main is signed in as Ada (+49…01).", Assert.Single(console.Lines));
        Assert.Equal(
            [
                "Phone number with its country's prefix", "Code sent by a Telegram app, 5 digits (only return: send it another way)",
                "Code sent by a Telegram app, 5 digits (only return: send it another way)", "Code sent by SMS, 5 digits (only return: send it another way)",
                "Password of two-step verification (hint: battery)*", "Password of two-step verification (hint: battery)*",
            ],
            console.Asked);
        Assert.Contains("That password was not right.", console.Notes);
        Assert.Contains("signed in, Telegram agrees", string.Join('\n', (await run.ShowAsync("main", check: true)).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnAttemptFails_KeepsNothing()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);

        var failure = await Assert.ThrowsAsync<FailureException>(() => run.LoginAsync("main", "+491700000001", "1", "2", "3"));

        Assert.StartsWith("The code was not right.", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await run.ListAsync()).Lines);
    }

    [Fact]
    public async Task Run_SignedInAlready_SaysAsWhom()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);
        await run.LoginAsync("main", "+491700000001", "22222");

        var failure = await Assert.ThrowsAsync<FailureException>(() => run.LoginAsync("main"));

        Assert.StartsWith("'main' is signed in already, as Ada.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PHONE_NUMBER_BANNED", "banned this phone number")]
    [InlineData("FLOOD_WAIT_7200", "pause of 02:00:00")]
    [InlineData("API_ID_INVALID", "--api-id")]
    [InlineData("SOMETHING_NEW", "SOMETHING_NEW")]
    public async Task Run_TelegramRefuses_SaysWhatToDo(string error, string expected)
    {
        await using var service = await Service.StartAsync();
        service.Telegram.Faults.Add(new FaultRule { On = "auth.sendCode", Error = error });
        using var run = new CommandRun(service);

        var failure = await Assert.ThrowsAsync<FailureException>(() => run.LoginAsync("main", "+491700000001"));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_QrScannedOnAnotherDevice_SignsInAndTakesThePictureAway()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, DataCentre = 3 });
        using var run = new CommandRun(service);
        var console = new ScriptedConsole();
        var login = new LoginCommand(run.Login("main") with { Qr = true, QrFile = "login.png" }, run.Context(console)).RunAsync(default);

        await console.NotedAsync("It is in ");
        Assert.True(File.Exists(run.Folder.At("login.png")));
        Assert.Contains(console.Notes, note => note.Contains('█', StringComparison.Ordinal));
        Assert.DoesNotContain(console.Notes, note => note.Contains("token", StringComparison.Ordinal));
        service.Telegram.ScanLoginToken(service.Account);
        await login;

        Assert.StartsWith("main is signed in as Ada", Assert.Single(console.Lines), StringComparison.Ordinal);
        Assert.False(File.Exists(run.Folder.At("login.png")));
    }

    [Fact]
    public async Task Files_OfASignIn_HoldNothingReadable()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, Password = "correct horse" });
        using var run = new CommandRun(service);

        await run.LoginAsync("main", "+491700000001", "22222", "correct horse");

        foreach (var file in Directory.GetFiles(run.Folder.Root, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            foreach (var secret in new[] { "Ada", "1700000001", "correct horse", "Key" }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("../main", null, null, "name")]
    [InlineData("main", "2@nowhere", "x", "server")]
    [InlineData("main", "2@127.0.0.1:443", null, "server_key")]
    [InlineData("main", "2@127.0.0.1:443", "no pem", "server_key")]
    [InlineData(".hidden", null, null, "name")]
    public void Validate_WhatCannotBe_IsNamed(string name, string? server, string? key, string option)
        => Assert.Contains(option, new LoginOptions { Name = name, Server = server, ServerKey = key }.Validate().Select(mistake => mistake.Option));
}
