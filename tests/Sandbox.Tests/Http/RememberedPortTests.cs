using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Http;

namespace TgPlatform.Sandbox.Tests.Http;

public sealed class RememberedPortTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("tgp-test-").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public async Task Start_Again_HasTheSameUrls()
    {
        var first = await StartUseAndStopAsync();

        Assert.Equal(first, await StartUseAndStopAsync());
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_TakesAnotherPort()
    {
        await using var one = Sandbox();
        await using var other = Sandbox();

        Assert.NotEqual(await one.StartAsync(CancellationToken.None), await other.StartAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0")]
    [InlineData("99999")]
    public async Task Start_PortFileDamaged_LetsTheSystemChoose(string content)
    {
        await StartUseAndStopAsync();
        await File.WriteAllTextAsync(Directory.EnumerateFiles(_state).Single(), content);

        Assert.StartsWith("http://127.0.0.1:", await StartUseAndStopAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StateFolderCannotBeMade_StartsAllTheSame()
    {
        var file = Path.Combine(_state, "file");
        await File.WriteAllTextAsync(file, "");
        await using var sandbox = new WebSandbox(new PluginContext { StateFolder = Path.Combine(file, "below") });

        Assert.NotEmpty(await sandbox.StartAsync(CancellationToken.None));
    }

    private WebSandbox Sandbox() => new(new PluginContext { StateFolder = _state });

    private async Task<string> StartUseAndStopAsync()
    {
        await using var sandbox = Sandbox();
        var root = (await sandbox.StartAsync(CancellationToken.None))["SANDBOX_HTTP"];
        using var client = new HttpClient();
        Assert.NotEmpty(await client.GetStringAsync(new Uri(root + "/list.txt")));
        return root;
    }
}
