using System.Text;
using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>An export session of the emulated Telegram, from the run that begins it to the one that leaves nothing to fetch.</summary>
public sealed class TelegramExportTests : IDisposable
{
    // Refused so that it shows in the log when it is asked.
    private const string Finishing = "{ on: account.finishTakeoutSession, error: FINISH_WAS_ASKED, error_code: 400 }";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Tool", "Published")]
    public async Task Run_SomethingWasLeftToFetch_TheExportIsEndedByTheRunThatFetchesIt()
    {
        var (stopped, first) = await RunAsync("{ on: upload.getFile, skip: 5, error: SESSION_REVOKED, error_code: 401 }");
        var (fetched, second) = await RunAsync();
        var (idle, third) = await RunAsync();

        Assert.NotEqual(0, stopped);
        Assert.Equal((0, 0), (fetched, idle));
        Assert.DoesNotContain("FINISH_WAS_ASKED", first, StringComparison.Ordinal);
        Assert.Equal(20, _folder.Read("downloads").Count);
        Assert.All([second, third], said => Assert.Contains("FINISH_WAS_ASKED", said, StringComparison.Ordinal));
    }

    private async Task<(int ExitCode, string Said)> RunAsync(params string[] rules)
    {
        _folder.Write("telegram.sandbox.yaml", Encoding.UTF8.GetBytes($$"""
            accounts: [{ phone: "491700000001" }]
            chats: [{ title: News, username: news, messages: 21, media: [document], minimum_file_bytes: 9000, maximum_file_bytes: 9000 }]
            rules: [{{string.Join(", ", rules.Append(Finishing))}}]
            """));
        var pipeline = _folder.Write("export.yaml", Encoding.UTF8.GetBytes("""
            name: export
            source:
              use: telegram
              with:
                accounts: [main]
                chats: ["@news"]
                takeout: true
                server: { address: "${SANDBOX_TELEGRAM}", key: "${SANDBOX_TELEGRAM_KEY}", phones: "${SANDBOX_TELEGRAM_PHONES}", code: "${SANDBOX_TELEGRAM_CODE}" }
            path: "{item.MessageId}{item.Extension}"
            sinks: [{ use: filesystem, with: { root: downloads } }]
            """));
        var (exitCode, output, errors) = await Tgp.RunAsync("run", pipeline, "--sandbox");
        return (exitCode, output + errors);
    }
}
