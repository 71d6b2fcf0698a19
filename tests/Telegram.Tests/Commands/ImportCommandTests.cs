using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Commands;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Telegram.Tests.Commands;

public class ImportCommandTests
{
    [Fact]
    public async Task Run_SessionOfAnotherProgram_IsTakenOver()
    {
        await using var service = await Service.StartAsync();
        await service.LoggedInAsync();
        using var run = new CommandRun(service);

        var console = await ImportAsync(run, service, Telethon(2, service.State.Dc(2).Key!));

        Assert.Equal("main is signed in as Ada (+49…01).", Assert.Single(console.Lines));
        Assert.Contains(console.Asked, question => question.EndsWith('*'));
        Assert.Contains("Telegram agrees", string.Join('\n', (await run.ShowAsync("main", check: true)).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SessionTelegramDoesNotKnow_KeepsNothing()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);

        await Assert.ThrowsAsync<FailureException>(() => ImportAsync(run, service, Telethon(2, new byte[256])));

        Assert.Empty((await run.ListAsync()).Lines);
    }

    [Fact]
    public async Task Run_NoSession_SaysWhatToGive()
    {
        await using var service = await Service.StartAsync();
        using var run = new CommandRun(service);

        var failure = await Assert.ThrowsAsync<FailureException>(() => ImportAsync(run, service, "secretsecret"));

        Assert.Contains("Telethon or mtcute", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsecret", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task<ScriptedConsole> ImportAsync(CommandRun run, Service service, string session)
    {
        var console = new ScriptedConsole(session);
        var options = new AccountConnectOptions { Name = "main", Server = run.Server, ServerKey = service.Telegram.PublicKeyPem };
        await new ImportCommand(options, run.Context(console)).RunAsync(default);
        return console;
    }

    private static string Telethon(byte dc, byte[] key) => "1" + Convert.ToBase64String([dc, 127, 0, 0, 1, 1, 187, .. key]).Replace('+', '-').Replace('/', '_');
}
