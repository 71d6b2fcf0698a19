using TgPlatform.Contracts;
using TgPlatform.Plugins.Http;
using TgPlatform.Plugins.Sandbox.Http;
using TgPlatform.Testing;

namespace TgPlatform.Http.Tests;

/// <summary>What every source promises, kept by a list on a real web server.</summary>
public sealed class SourceContractTests(WebFixture web) : SourceFaultContract, IClassFixture<WebFixture>
{
    protected override ISource Create() => new HttpSource(new HttpSourceOptions { Tasks = web.WriteTasks() }, new PluginContext());
}

/// <summary>The same, fetched by several ranges at once.</summary>
public sealed class SourceContractByRangesTests(WebFixture web) : SourceFaultContract, IClassFixture<WebFixture>
{
    protected override ISource Create() =>
        new HttpSource(new HttpSourceOptions { Tasks = web.WriteTasks(), ParallelRanges = 4, RangeSize = ByteSize.FromKiB(64) }, new PluginContext());
}

/// <summary>A web server with content that does not change.</summary>
public sealed class WebFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebSandbox _sandbox;

    public WebFixture() => _sandbox = new(new PluginContext { StateFolder = _folder.Root });

    public string Root { get; private set; } = "";

    public string WriteTasks() => _folder.Write("tasks.json", System.Text.Encoding.UTF8.GetBytes(
        $$$"""
        [{"url": "{{{Root}}}/bytes/0B/empty.txt"}, {"url": "{{{Root}}}/bytes/5000B/a.jpg", "n": 1}, {"url": "{{{Root}}}/bytes/40B/b.bin", "id": "x", "name": "c.bin"},
         {"url": "{{{Root}}}/bytes/150000B/large.bin?disposition=attachment;filename=other.bin", "headers": {"X-Key": "secret"}},
         {"url": "{{{Root}}}/bytes/3000B/chunked.bin?framing=chunked"}]
        """));

    public async Task InitializeAsync() => Root = (await _sandbox.StartAsync(CancellationToken.None))["SANDBOX_HTTP"];

    public Task DisposeAsync() => ((IAsyncDisposable)this).DisposeAsync().AsTask();

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
