using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram;

namespace TgPlatform.Sandbox.Tests.Telegram.Scenario;

public class TelegramSandboxTests
{
    [Fact]
    public async Task Start_WithoutAFile_OffersTheDemonstration()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = new TelegramSandbox(new PluginContext { BaseFolder = folder.Path });

        var variables = await sandbox.StartAsync(CancellationToken.None);

        Assert.Equal($"2@{sandbox.Telegram.EndPoints[2]}", variables["SANDBOX_TELEGRAM"]);
        Assert.StartsWith("-----BEGIN RSA PUBLIC KEY-----", variables["SANDBOX_TELEGRAM_KEY"], StringComparison.Ordinal);
        Assert.NotNull(sandbox.Telegram.World.FindAccount(variables["SANDBOX_TELEGRAM_PHONE"]));
        Assert.NotNull(sandbox.Telegram.World.FindChat("sandbox_news"));
    }

    [Fact]
    public async Task File_ChangedWhileRunning_ChangesTheFaultsAndMistakesChangeNothing()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, TelegramSandbox.FileName);
        await File.WriteAllTextAsync(path, "faults: { latency_milliseconds: 1 }");
        await using var sandbox = new TelegramSandbox(new PluginContext { BaseFolder = folder.Path });
        await sandbox.StartAsync(CancellationToken.None);
        Assert.Equal(1, sandbox.Telegram.Faults.LatencyMilliseconds);
        // A file moved into place is seen once and whole.
        await ReplaceAsync(sandbox, path, "faults: { latency_milliseconds: 2 }");
        Assert.Equal(2, sandbox.Telegram.Faults.LatencyMilliseconds);

        var mistake = await ReplaceAsync(sandbox, path, "faults: { purple: 2 }");

        Assert.NotNull(mistake);
        Assert.Equal(2, sandbox.Telegram.Faults.LatencyMilliseconds);
    }

    private static async Task<FormatException?> ReplaceAsync(TelegramSandbox sandbox, string path, string content)
    {
        var read = new TaskCompletionSource<FormatException?>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Read(FormatException? mistake) => read.TrySetResult(mistake);
        sandbox.FileRead += Read;
        await File.WriteAllTextAsync(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
        var result = await read.Task;
        sandbox.FileRead -= Read;
        return result;
    }
}
